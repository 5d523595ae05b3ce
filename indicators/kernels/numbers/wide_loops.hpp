#pragma once

// Marks a function with a hot loop: compiled twice, for all x86-64 and for AVX2, and chosen at start. Neither version
// fuses a multiplication with an addition, so both give the same bytes. Elsewhere it is compiled once.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define ENTANGLED_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define ENTANGLED_WIDE
#endif
