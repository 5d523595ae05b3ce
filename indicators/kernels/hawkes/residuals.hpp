#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/history.hpp"
#include "indicators/kernels/hawkes/model.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Integrated intensities, by type.
struct HawkesCompensators {
    std::vector<std::vector<double>> at_events;  ///< Lambda_i(t_k) at the events of type i, ascending
    Eigen::VectorXd at_end;                      ///< Lambda_i(T)
};

/// Lambda_i(t) = mu_i t + sum_j A_ij sum over m of type j before t of 1 - exp(-beta (t - t_m)), in O(n d).
/// Errors: those of `check`, bad_value if the types differ or a value exceeds the range of double.
[[nodiscard]] Result<HawkesCompensators> compensators(const HawkesHistory& history, const HawkesModel& model);

/// Fewest gaps on which an alert may rest; fewer are reported only.
inline constexpr std::size_t fewest_gaps_for_alert = 20;

/// Test of gaps against the exponential distribution of mean 1.
struct ExponentialTest {
    std::size_t n{};
    double distance{};           ///< Kolmogorov distance D in (0, 1]
    double p{};                  ///< P(D_n >= distance), exact for gaps that nothing was fitted to; too large
                                 ///< for those of a fitted model, so a large p proves little
    double five_percent_line{};  ///< 1.358 / sqrt(n), of D, for large n
    double mean_gap{};           ///< near 1 if the model holds
    std::optional<double>
        lag1_correlation;     ///< of successive gaps, in [-1, 1]; absent below 3 gaps or if all are equal
    bool enough_for_alert{};  ///< n >= fewest_gaps_for_alert
};

/// Smallest legal input: one gap. Errors: no_data if empty, bad_value if a gap is negative or not finite.
/// Kolmogorov (1933); for point processes Ogata (1988).
[[nodiscard]] Result<ExponentialTest> exponential_test(std::span<const double> gaps);

/// Gaps Lambda_i(t_k) - Lambda_i(t_k-1), the first from 0, tested by type; absent for a type without events. Time
/// rescaling (Papangelou 1972). Errors: those of `compensators`.
[[nodiscard]] Result<std::vector<std::optional<ExponentialTest>>> residual_tests(const HawkesHistory& history,
                                                                                 const HawkesModel& model);

}  // namespace entangled::kernels
