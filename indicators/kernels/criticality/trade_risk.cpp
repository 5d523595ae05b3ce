#include "indicators/kernels/criticality/trade_risk.hpp"

#include "indicators/kernels/numbers/parts_of_sum.hpp"
#include "indicators/kernels/numbers/sum.hpp"

namespace entangled::kernels {

Result<TradeRisk> trade_risk(const Eigen::MatrixXd& flows, const Eigen::VectorXd& instability)
{
    const Eigen::Index n = flows.rows();
    if (flows.cols() != n || instability.size() != n) {
        return Error{Errc::bad_value, "trade_risk: the flows are not square, or the instabilities of another number"};
    }
    if (!flows.allFinite() || !instability.allFinite() || (flows.array() < 0.0).any() ||
        (instability.array() < 0.0).any()) {
        return Error{Errc::bad_value, "trade_risk: a number is negative or not finite"};
    }
    TradeRisk risk{Eigen::MatrixXd::Zero(n, n), {}};
    bool any = false;
    for (Eigen::Index j = 0; j < n; ++j) {
        std::vector<double> imports;
        for (Eigen::Index i = 0; i < n; ++i) imports.push_back(i == j ? 0.0 : flows(i, j));
        risk.importer.emplace_back();
        const auto shares = parts_of_sum(imports);
        if (!shares) continue;
        any = true;
        std::vector<double> terms;
        for (Eigen::Index i = 0; i < n; ++i) {
            risk.exposure(i, j) = (*shares)[static_cast<std::size_t>(i)] * instability(i);
            terms.push_back(risk.exposure(i, j));
        }
        const auto sum = ordered_sum(std::move(terms));
        if (!sum) return sum.error();
        risk.importer.back() = *sum;
    }
    if (!any) return Error{Errc::no_data, "trade_risk: no flow is positive"};
    return risk;
}

}  // namespace entangled::kernels
