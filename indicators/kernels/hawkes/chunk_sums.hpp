#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace entangled::kernels {

// The hot loop of the likelihood. With R_j = sum exp(-beta (t - t_m)) and L_j = sum beta (t - t_m) exp(-beta (t - t_m))
// over the events of type j before t, it adds over the events of a chunk what likelihood and gradient are made of.

/// beta and the parameters of a model as the loop reads them.
struct LoopParameters {
    std::size_t types{};
    double decay{};
    const double* background{};   ///< mu_i
    const double* jumps{};        ///< beta A_ij at i * types + j
    std::size_t steps_per_log{};  ///< intensities multiplied before their product is split into mantissa and exponent
};

/// One chunk as StretchLayout lays it out, and the state at its start.
struct LoopInput {
    const double* gaps{};
    const std::int8_t* types{};
    std::size_t steps{};
    const double* start{};  ///< lane l: R_j at 2 l types + j, L_j types further
};

/// Sums over one chunk.
struct LoopSums {
    double log_intensity{};       ///< sum of log lambda_k
    double lag{};                 ///< sum of (sum_j beta A_ij L_j) / lambda_k, i the type of event k
    std::span<double> inverse{};  ///< by type i: sum of 1 / lambda_k
    std::span<double> memory{};   ///< at i * types + j: sum of R_j / lambda_k
    std::span<double> scratch{};  ///< 3 * types numbers
    bool out_of_range{};          ///< an intensity or a product of some is zero, denormal or infinite
};

/// Numbers of scratch a chunk needs.
inline constexpr std::size_t scratch_per_type = 3;

/// beta times a gap, no more than 750, beyond which exp(-x) x is nothing: a product with infinity would be NaN.
inline constexpr double longest_gap = 750.0;

/// Overwrites `sums`: four stretches at a time for one to three types, sum_many_types for more.
void sum_chunk(const LoopParameters& parameters, const LoopInput& input, LoopSums& sums);

/// The same for any number of types, one stretch after the other, in a time that grows with their number, not with its
/// square.
void sum_many_types(const LoopParameters& parameters, const LoopInput& input, LoopSums& sums);

}  // namespace entangled::kernels
