#pragma once

// Marks a function with a hot loop: compiled for all x86-64, for AVX2 and for AVX-512, and chosen at start. No version
// fuses a multiplication with an addition, so all give the same bytes. Elsewhere it is compiled once.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define ENTANGLED_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ENTANGLED_WIDE
#endif
