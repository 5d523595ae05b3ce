#pragma once

#include "indicators/core/result.hpp"

#include <optional>
#include <span>

namespace entangled::kernels {

/// A triangular distribution of a duration, for example years until a mine delivers. Finite, earliest <= likeliest <=
/// latest; all three equal is a certain duration.
struct Triangular {
    double earliest{};
    double likeliest{};
    double latest{};
};

/// P(T <= t), in [0, 1]. Error: bad_value if the distribution is illegal or t is not finite.
[[nodiscard]] Result<double> triangular_cdf(const Triangular& distribution, double t);

/// (earliest + likeliest + latest)/3. Error: bad_value if the distribution is illegal.
[[nodiscard]] Result<double> triangular_mean(const Triangular& distribution);

/// t with P(T <= t) = p. Error: bad_value if the distribution is illegal or p is outside [0, 1].
[[nodiscard]] Result<double> triangular_quantile(const Triangular& distribution, double p);

struct Project {
    double capacity{};    ///< >= 0, one unit for all projects
    Triangular recovery;  ///< time until it delivers, from one common origin
};

/// sum K_p P(TTR_p <= t), expected capacity in operation at t; any order of projects, 0 for none.
/// Error: bad_value if a capacity is negative, a distribution illegal, or anything not finite.
[[nodiscard]] Result<double> expected_capacity(std::span<const Project> projects, double t);

/// First time at which `expected_capacity` reaches `wanted` >= 0, to 1e-12 of the span of times; nullopt if all
/// projects together do not. 0 projects reach 0 never. Errors as for `expected_capacity`.
[[nodiscard]] Result<std::optional<double>> time_to_capacity(std::span<const Project> projects, double wanted);

}  // namespace entangled::kernels
