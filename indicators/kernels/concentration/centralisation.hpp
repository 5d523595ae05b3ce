#pragma once

#include "indicators/core/result.hpp"

#include <Eigen/Core>
#include <vector>

namespace entangled::kernels {

// Flows w(i, j) >= 0 from exporter i to importer j in one unit; the diagonal is no trade and is not counted.

/// v_k, k = 0..n: the part of all flows left when the k countries with the largest exports are removed with all their
/// flows; from v_0 = 1 down to v_n = 0. Equally large exporters are removed in random order: v_k is the mean.
/// Errors: no_data without flows, insufficient_points if n < 2, bad_value if not square, negative or not finite.
/// Piccardi and Tajoli (2018).
[[nodiscard]] Result<std::vector<double>> vulnerability_profile(const Eigen::MatrixXd& flows);

/// v_k = (n-k)(n-k-1)/(n(n-1)), k = 0..n, of the complete graph with equal flows; [1, 0, 0] for n = 2.
/// Error: insufficient_points if n < 2.
[[nodiscard]] Result<std::vector<double>> complete_graph_profile(std::size_t n);

/// How far few exporters carry a network.
struct Centralisation {
    std::vector<double> profile;  ///< v_0..v_n
    double area{};                ///< between the complete graph's curve and this one over k/n; (n-2)/(3n) for a star
    double ratio{};  ///< area over that of a star of exports: 0 complete, 1 star, below 0 flatter than both
};

/// Profile, area (1/n) sum_k (complete v_k - v_k) by the trapezium rule, and ratio of areas; the area is signed.
/// Errors: as for `vulnerability_profile`, insufficient_points if n < 3. Piccardi and Tajoli (2018).
[[nodiscard]] Result<Centralisation> centralisation(const Eigen::MatrixXd& flows);

}  // namespace entangled::kernels
