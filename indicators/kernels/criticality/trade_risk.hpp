#pragma once

#include "indicators/core/result.hpp"

#include <Eigen/Core>
#include <optional>
#include <vector>

namespace entangled::kernels {

/// Who can hurt whom through one product.
struct TradeRisk {
    Eigen::MatrixXd exposure;  ///< V(i, j), risk of importer j by exporter i; 0 if j imports nothing
    std::vector<std::optional<double>> importer{};  ///< sum_i V(i, j); absent if j imports nothing
};

/// V(i, j) = M(i, j)/sum_k M(k, j) * instability(i), flows M >= 0 from exporter i to importer j; the diagonal is no
/// trade and is not counted. In the unit of the instability >= 0. Klimek, Obersteiner and Thurner (2015). Errors:
/// no_data without flows, bad_value if not square, of unequal length, negative, not finite or for an overflow.
[[nodiscard]] Result<TradeRisk> trade_risk(const Eigen::MatrixXd& flows, const Eigen::VectorXd& instability);

}  // namespace entangled::kernels
