#ifndef SHELFLIFE_WORDS_H
#define SHELFLIFE_WORDS_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// The 64 bytes from `bytes` on, of which the first `count` are text; a text's last block is filled up with spaces.
static inline const uint8_t *shelflife_block(const uint8_t *bytes, long count, uint8_t padded[64]) {
  if (count >= 64) return bytes;
  memset(padded, ' ', 64);
  if (count > 0) memcpy(padded, bytes, (size_t)count);
  return padded;
}

/// Which of 64 bytes are ASCII letters, stand from `first` to `9`, are one of `others`, or, with `has_high`, are not
/// ASCII: one bit each, the first the lowest.
static inline uint64_t shelflife_class_mask(
    const uint8_t block[64], const char first, const char *others, const int has_high) {
  uint64_t mask = 0;
#if defined(__SSE2__)
  for (int part = 0; part < 4; part++) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(block + 16 * part));
    const __m128i letter = _mm_sub_epi8(_mm_or_si128(v, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    const __m128i digit = _mm_sub_epi8(v, _mm_set1_epi8(first));
    __m128i found = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter);
    found = _mm_or_si128(found, _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8('9' - first)), digit));
    for (const char *other = others; *other; other++) {
      found = _mm_or_si128(found, _mm_cmpeq_epi8(v, _mm_set1_epi8(*other)));
    }
    // The highest bit of a byte from 0x80 on is its bit in the mask already.
    if (has_high) found = _mm_or_si128(found, v);
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(found) << (16 * part);
  }
#else
  for (int index = 0; index < 64; index++) {
    const uint8_t byte = block[index];
    int found = (uint8_t)((byte | 0x20) - 'a') < 26 || (byte >= (uint8_t)first && byte <= '9');
    for (const char *other = others; *other; other++) found |= byte == (uint8_t)*other;
    if (has_high) found |= byte >= 0x80;
    mask |= (uint64_t)(found != 0) << index;
  }
#endif
  return mask;
}

/// Which of 64 bytes are one certain byte.
static inline uint64_t shelflife_byte_mask(const uint8_t block[64], const char byte) {
  uint64_t mask = 0;
#if defined(__SSE2__)
  for (int part = 0; part < 4; part++) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(block + 16 * part));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(byte))) << (16 * part);
  }
#else
  for (int index = 0; index < 64; index++) mask |= (uint64_t)(block[index] == (uint8_t)byte) << index;
#endif
  return mask;
}

/// The bytes of a path among 64: letters, digits, `_`, `-`, `.`, `/`, `@`, `+`, `~`, and all that is not ASCII.
static inline uint64_t shelflife_path_mask(const uint8_t block[64]) {
  // From `-` to `9` stand `-`, `.`, `/` and the digits.
  return shelflife_class_mask(block, '-', "_@+~", 1);
}

/// Which of the first `count` bytes, at most 64, are letters, digits or not ASCII.
static inline uint64_t shelflife_letter_mask_of(const uint8_t *bytes, long count) {
  uint8_t padded[64];
  return shelflife_class_mask(shelflife_block(bytes, count, padded), '0', "", 1);
}

/// Which of the first `count` bytes, at most 64, are letters, digits or underscores.
static inline uint64_t shelflife_identifier_mask_of(const uint8_t *bytes, long count) {
  uint8_t padded[64];
  return shelflife_class_mask(shelflife_block(bytes, count, padded), '0', "_", 0);
}

/// Which of the first `count` bytes, at most 64, are letters, digits, underscores, dashes or dots.
static inline uint64_t shelflife_key_mask_of(const uint8_t *bytes, long count) {
  uint8_t padded[64];
  return shelflife_class_mask(shelflife_block(bytes, count, padded), '0', "_-.", 0);
}

static inline int shelflife_is_equal(const uint8_t *one, const uint8_t *other, long count) {
  return memcmp(one, other, (size_t)count) == 0;
}

static inline int shelflife_holds(const uint8_t *bytes, long count, const uint8_t byte) {
  return count > 0 && memchr(bytes, byte, (size_t)count) != NULL;
}

/// Negative, zero or positive, as the first of two texts of one length comes before the other in the order of bytes.
static inline int shelflife_order(const uint8_t *one, const uint8_t *other, long count) {
  return memcmp(one, other, (size_t)count);
}

/// What a look at its first bytes says of a word: whether some name begins so.
///
/// The tables are sets of 65,536 bits, small enough for the nearest cache, which every word of a repository goes through.
struct shelflife_first_look {
  /// By the hash of the first four bytes.
  const uint64_t *quads;
  /// By the first two bytes; null when no name is that short.
  const uint64_t *pairs;
  /// By the byte behind a dot, 256 bits; null when endings are not looked for.
  const uint64_t *endings;
  /// By the two bytes before an opening bracket; null when calls are not looked for.
  const uint64_t *calls;
};

static inline int shelflife_has_bit(const uint64_t *set, uint32_t bit) { return set[bit >> 6] >> (bit & 63) & 1; }

/// The upper half of a product takes part of all four bytes (Knuth, TAOCP 3, 6.4: multiplicative hashing).
static inline uint32_t shelflife_hash_of_four(const uint8_t *bytes) {
  const uint32_t first =
      (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
  return (first * 0x9E3779B1u) >> 16;
}

/// The bytes of `shelflife_path_mask`, as a set of 256 bits.
static const uint64_t shelflife_path_bytes[4] = {
    0x03FFE80000000000, 0x47FFFFFE87FFFFFF, UINT64_MAX, UINT64_MAX};

static inline int shelflife_is_path_byte(const uint8_t byte) { return shelflife_has_bit(shelflife_path_bytes, byte); }

/// A run of a path's bytes.
struct shelflife_word {
  long start;
  /// Where its last part begins.
  long last;
  /// Where it ends, without a sentence's full stop or a folder's slash.
  long end;
  /// Where to go on.
  long next;
  /// Its last dot; -1 where it has none or ends there.
  long dot;
};

/// The whole word that holds the byte at `offset`, within `first..<limit`.
static inline struct shelflife_word shelflife_word_around(
    const uint8_t *bytes, long offset, long first, long limit) {
  struct shelflife_word word;
  while (offset > first && shelflife_is_path_byte(bytes[offset - 1])) offset--;
  word.start = word.last = offset;
  word.dot = -1;
  for (; offset < limit && shelflife_is_path_byte(bytes[offset]); offset++) {
    if (bytes[offset] == '/') {
      if (offset + 1 < limit && shelflife_is_path_byte(bytes[offset + 1])) word.last = offset + 1;
    } else if (bytes[offset] == '.') {
      word.dot = offset;
    }
  }
  word.end = word.next = offset;
  while (word.end > word.last && (bytes[word.end - 1] == '.' || bytes[word.end - 1] == '/')) word.end--;
  if (word.dot >= word.end) word.dot = -1;
  return word;
}

/// The next offset in `from..<limit` where a name, an ending or a call could be; `limit` when there is none.
///
/// Names begin where a word does, or behind a slash in it; `from` counts as a word's beginning.
long shelflife_next_look(
    const uint8_t *bytes, long from, long limit, const struct shelflife_first_look *look);

#endif
