#pragma once

#include "indicators/core/result.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Suppliers and the products they can make; amounts in one unit, per period where said, all >= 0.
struct SupplyBase {
    std::vector<double> capacity{};   ///< c_i, per period, of each supplier
    std::vector<double> demand{};     ///< d_j, per period, of each product
    std::vector<double> stock{};      ///< s_j, of each product
    std::vector<double> unit_loss{};  ///< f_j, money per unit of product j not delivered
    Eigen::MatrixXd qualified{};      ///< a_ij > 0 where supplier i can make product j; the size of a_ij cancels out
};

/// Suppliers that stop together, and for how long.
struct Disruption {
    std::vector<std::size_t> suppliers{};  ///< by index, any order; none is the undisturbed case
    double recovery_periods{};             ///< time to recover (TTR), >= 0
};

/// What one disruption does.
struct DisruptionImpact {
    double cost{};                          ///< least cost sum f_j l_j until recovery
    double lost_units{};                    ///< sum l_j at that cost
    std::vector<double> lost{};             ///< l_j; between equal f_j the product given first is served first
    std::optional<double> risk_exposure{};  ///< cost / greatest cost of all disruptions (REI), in [0, 1]; absent if
                                            ///< none costs anything
    std::optional<double> periods_to_survive{};  ///< TTS; absent if demand can be met for ever
    bool exposed{};                              ///< TTS < TTR
};

/// min sum f_j l_j with sum_i a_ij y_ij + l_j >= d_j T - s_j, sum_j a_ij y_ij <= c_i T, y, l >= 0 for each of
/// `disruptions` (T its TTR, its suppliers out), solved exactly as a flow, and its TTS. Simchi-Levi, Schmidt and Wei
/// (2014). Errors: no_data without suppliers, products or disruptions; bad_value for an illegal number, size or index.
[[nodiscard]] Result<std::vector<DisruptionImpact>> disruption_impacts(const SupplyBase& base,
                                                                       std::span<const Disruption> disruptions);

/// Time to survive: the largest t with sum_i a_ij y_ij >= d_j t - s_j, sum_j a_ij y_ij <= c_i t, without suppliers
/// `out`; = min s(J) / (d(J) - c(N(J))) over sets J of products and N(J) who can make any. Absent if no t is too large;
/// a deficit within rounding of the sums is none. Exact, by Newton's method on minimum cuts. `unit_loss` may be empty.
/// Errors as for `disruption_impacts`. Simchi-Levi et al. (2015), Interfaces 45:375.
[[nodiscard]] Result<std::optional<double>> time_to_survive(const SupplyBase& base,
                                                            std::span<const std::size_t> out = {});

}  // namespace entangled::kernels
