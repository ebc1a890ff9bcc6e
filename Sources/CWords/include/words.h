#ifndef SHELFLIFE_WORDS_H
#define SHELFLIFE_WORDS_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Which of 64 bytes belong to a word or path, and which are slashes, dots and opening brackets: one bit each, the first the
/// lowest.
struct shelflife_word_mask {
  uint64_t word;
  uint64_t slash;
  uint64_t dot;
  uint64_t bracket;
};

/// Looks at the first `count` bytes, at most 64; those after them count as spaces.
///
/// A word has letters, digits, `_`, `-`, `.`, `/`, `@`, `+`, `~`, and all bytes from 0x80 on.
static inline struct shelflife_word_mask shelflife_word_mask_of(const uint8_t *bytes, long count) {
  struct shelflife_word_mask mask = {0, 0, 0, 0};
  uint8_t padded[64];
  if (count < 64) {
    memset(padded, ' ', sizeof padded);
    memcpy(padded, bytes, (size_t)(count < 0 ? 0 : count));
    bytes = padded;
  }
#if defined(__SSE2__)
  for (int part = 0; part < 4; part++) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    const __m128i slash = _mm_cmpeq_epi8(v, _mm_set1_epi8('/'));
    const __m128i dot = _mm_cmpeq_epi8(v, _mm_set1_epi8('.'));
    const __m128i bracket = _mm_cmpeq_epi8(v, _mm_set1_epi8('('));
    const __m128i letter = _mm_sub_epi8(_mm_or_si128(v, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    // From `-` to `9` stand `-`, `.`, `/` and the digits.
    const __m128i digit = _mm_sub_epi8(v, _mm_set1_epi8('-'));
    __m128i word = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter);
    word = _mm_or_si128(word, _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(12)), digit));
    word = _mm_or_si128(word, _mm_cmpeq_epi8(v, _mm_set1_epi8('_')));
    word = _mm_or_si128(word, _mm_cmpeq_epi8(v, _mm_set1_epi8('@')));
    word = _mm_or_si128(word, _mm_cmpeq_epi8(v, _mm_set1_epi8('+')));
    word = _mm_or_si128(word, _mm_cmpeq_epi8(v, _mm_set1_epi8('~')));
    // The highest bit of a byte from 0x80 on is its bit in the mask already.
    word = _mm_or_si128(word, v);
    mask.word |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << (16 * part);
    mask.slash |= (uint64_t)(uint32_t)_mm_movemask_epi8(slash) << (16 * part);
    mask.dot |= (uint64_t)(uint32_t)_mm_movemask_epi8(dot) << (16 * part);
    mask.bracket |= (uint64_t)(uint32_t)_mm_movemask_epi8(bracket) << (16 * part);
  }
#else
  for (int index = 0; index < 64; index++) {
    const uint8_t byte = bytes[index];
    const uint64_t bit = (uint64_t)1 << index;
    const uint8_t letter = (uint8_t)((byte | 0x20) - 'a');
    const uint8_t digit = (uint8_t)(byte - '-');
    if (letter < 26 || digit < 13 || byte == '_' || byte == '@' || byte == '+' || byte == '~' || byte >= 0x80) {
      mask.word |= bit;
    }
    if (byte == '/') mask.slash |= bit;
    if (byte == '.') mask.dot |= bit;
    if (byte == '(') mask.bracket |= bit;
  }
#endif
  return mask;
}

/// Which of the first `count` bytes, at most 64, are letters, digits or not ASCII: one bit each, the first the lowest.
static inline uint64_t shelflife_letter_mask_of(const uint8_t *bytes, long count) {
  uint64_t mask = 0;
  uint8_t padded[64];
  if (count < 64) {
    memset(padded, ' ', sizeof padded);
    memcpy(padded, bytes, (size_t)(count < 0 ? 0 : count));
    bytes = padded;
  }
#if defined(__SSE2__)
  for (int part = 0; part < 4; part++) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    const __m128i letter = _mm_sub_epi8(_mm_or_si128(v, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    const __m128i digit = _mm_sub_epi8(v, _mm_set1_epi8('0'));
    __m128i word = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter);
    word = _mm_or_si128(word, _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit));
    word = _mm_or_si128(word, v);
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << (16 * part);
  }
#else
  for (int index = 0; index < 64; index++) {
    const uint8_t byte = bytes[index];
    if ((uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10 || byte >= 0x80) {
      mask |= (uint64_t)1 << index;
    }
  }
#endif
  return mask;
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

/// The next offset in `from..<limit` where a name, an ending or a call could be; `limit` when there is none.
///
/// Names begin where a word does, or behind a slash in it; `from` counts as a word's beginning.
long shelflife_next_look(
    const uint8_t *bytes, long from, long limit, const struct shelflife_first_look *look);

#endif
