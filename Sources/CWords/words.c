#include "words.h"

static inline int begins(const uint8_t *bytes, long offset, long limit, const struct shelflife_first_look *look) {
  if (offset + 4 <= limit && shelflife_has_bit(look->quads, shelflife_hash_of_four(bytes + offset))) return 1;
  return look->pairs && offset + 1 < limit
      && shelflife_has_bit(look->pairs, (uint32_t)bytes[offset] << 8 | bytes[offset + 1]);
}

/// Whether a dot or bracket is one that is looked for.
static inline int is_sign(const uint8_t *bytes, long offset, long limit, const struct shelflife_first_look *look) {
  if (bytes[offset] == '.') return offset + 1 < limit && shelflife_has_bit(look->endings, bytes[offset + 1]);
  return offset > 1 && shelflife_has_bit(look->calls, (uint32_t)bytes[offset - 2] << 8 | bytes[offset - 1]);
}

long shelflife_next_look(
    const uint8_t *bytes, long from, long limit, const struct shelflife_first_look *look) {
  uint64_t is_in_word = 0;
  uint64_t is_after_slash = 0;
  for (long block = from; block < limit; block += 64) {
    uint8_t padded[64];
    const uint8_t *text = shelflife_block(bytes + block, limit - block, padded);
    const uint64_t words = shelflife_path_mask(text);
    const uint64_t slashes = shelflife_byte_mask(text, '/');
    uint64_t starts = words & (~(words << 1 | is_in_word) | slashes << 1 | is_after_slash);
    uint64_t signs = 0;
    if (look->endings) signs |= shelflife_byte_mask(text, '.');
    if (look->calls) signs |= shelflife_byte_mask(text, '(');
    is_in_word = words >> 63;
    is_after_slash = slashes >> 63;
    long first = limit;
    while (signs) {
      const int bit = __builtin_ctzll(signs);
      if (is_sign(bytes, block + bit, limit, look)) {
        first = block + bit;
        starts &= (signs & -signs) - 1;
        break;
      }
      signs &= signs - 1;
    }
    while (starts) {
      const int bit = __builtin_ctzll(starts);
      if (begins(bytes, block + bit, limit, look)) return block + bit;
      starts &= starts - 1;
    }
    if (first < limit) return first;
  }
  return limit;
}
