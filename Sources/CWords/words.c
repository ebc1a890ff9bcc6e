#include "words.h"

static int begins(const uint8_t *bytes, long offset, long limit, const struct shelflife_first_look *look) {
  if (offset + 4 <= limit && shelflife_has_bit(look->quads, shelflife_hash_of_four(bytes + offset))) return 1;
  return look->pairs && offset + 1 < limit
      && shelflife_has_bit(look->pairs, (uint32_t)bytes[offset] << 8 | bytes[offset + 1]);
}

/// Whether a dot or bracket is one that is looked for.
static int is_sign(const uint8_t *bytes, long offset, long limit, const struct shelflife_first_look *look) {
  if (bytes[offset] == '.') {
    return look->endings && offset + 1 < limit && shelflife_has_bit(look->endings, bytes[offset + 1]);
  }
  return look->calls && bytes[offset] == '(' && offset > 1
      && shelflife_has_bit(look->calls, (uint32_t)bytes[offset - 2] << 8 | bytes[offset - 1]);
}

long shelflife_next_look(
    const uint8_t *bytes, long from, long limit, const struct shelflife_first_look *look) {
  uint64_t is_in_word = 0;
  uint64_t is_after_slash = 0;
  for (long block = from; block < limit; block += 64) {
    const struct shelflife_word_mask mask = shelflife_word_mask_of(bytes + block, limit - block);
    const uint64_t starts =
        mask.word & (~(mask.word << 1 | is_in_word) | mask.slash << 1 | is_after_slash);
    uint64_t offsets = starts;
    if (look->endings) offsets |= mask.dot;
    if (look->calls) offsets |= mask.bracket;
    is_in_word = mask.word >> 63;
    is_after_slash = mask.slash >> 63;
    while (offsets) {
      const int bit = __builtin_ctzll(offsets);
      offsets &= offsets - 1;
      if ((starts >> bit & 1 && begins(bytes, block + bit, limit, look))
          || is_sign(bytes, block + bit, limit, look)) {
        return block + bit;
      }
    }
  }
  return limit;
}
