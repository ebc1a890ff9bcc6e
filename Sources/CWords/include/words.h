#ifndef SHELFLIFE_WORDS_H
#define SHELFLIFE_WORDS_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Which of 64 bytes belong to a word or path, and which of them are slashes and dots: one bit each, the first the lowest.
struct shelflife_word_mask {
  uint64_t word;
  uint64_t slash;
  uint64_t dot;
};

/// Looks at the first `count` bytes, at most 64; those after them count as spaces.
///
/// A word has letters, digits, `_`, `-`, `.`, `/`, `@`, `+`, `~`, and all bytes from 0x80 on.
static inline struct shelflife_word_mask shelflife_word_mask_of(const uint8_t *bytes, long count) {
  struct shelflife_word_mask mask = {0, 0, 0};
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
  }
#endif
  return mask;
}

#endif
