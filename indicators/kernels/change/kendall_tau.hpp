#pragma once

#include "indicators/core/result.hpp"

#include <cstdint>
#include <span>

namespace entangled::kernels {

/// Rank correlation of two lists from the order of their n(n-1)/2 pairs.
struct KendallTau {
    double tau_a{};             ///< S/(n(n-1)/2), in [-1, 1]
    double tau_b{};             ///< S/sqrt((pairs - tied_x)(pairs - tied_y)), in [-1, 1]; tau_a without ties
    std::int64_t s{};           ///< concordant minus discordant
    std::int64_t concordant{};  ///< pairs in the same order in both lists
    std::int64_t discordant{};
    std::int64_t tied_x{};  ///< pairs equal in x, in y or not
    std::int64_t tied_y{};  ///< pairs equal in y, in x or not
    double variance{};      ///< of S for independent lists with these ties
    double z{};             ///< s/sqrt(variance), no correction for continuity
    double p_asymptotic{};  ///< P(|Z| >= |z|) for independent observations: worthless on overlapping windows
};

/// Exact counts in O(n log n), Knight (1966); variance of Kendall (1970) as in scipy. Pairs of points in any order;
/// exchange of the lists changes nothing but the names. n >= 2. Errors: no_data if empty, insufficient_points for one
/// point, not_identified if all x or all y are equal, bad_value for unequal lengths or values that are not finite.
[[nodiscard]] Result<KendallTau> kendall_tau(std::span<const double> x, std::span<const double> y);

/// kendall_tau(1..n, values): the strength of a trend. Errors as for `kendall_tau`.
[[nodiscard]] Result<KendallTau> kendall_tau_in_time(std::span<const double> values);

}  // namespace entangled::kernels
