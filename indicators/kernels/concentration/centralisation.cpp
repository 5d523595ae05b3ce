#include "indicators/kernels/concentration/centralisation.hpp"

#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace entangled::kernels {
namespace {

using Members = std::vector<Eigen::Index>;

/// Largest flow in [0.5, 1), so that no sum leaves the range of double.
struct Trade {
    Eigen::MatrixXd flows;
};

Result<Trade> scaled(const Eigen::MatrixXd& flows)
{
    if (flows.rows() != flows.cols()) return Error{Errc::bad_value, "centralisation: the flows are not square"};
    if (!flows.allFinite() || (flows.array() < 0.0).any()) {
        return Error{Errc::bad_value, "centralisation: a flow is negative or not finite"};
    }
    if (flows.rows() < 2) return Error{Errc::insufficient_points, "centralisation: two countries are needed"};
    Trade trade{flows};
    trade.flows.diagonal().setZero();
    const double largest = trade.flows.maxCoeff();
    if (largest == 0.0) return Error{Errc::no_data, "centralisation: no flow is positive"};
    // By a power of two: any other divisor would round, and exporters that are equal would no longer be.
    int exponent = 0;
    static_cast<void>(std::frexp(largest, &exponent));
    for (double& flow : trade.flows.reshaped()) flow = std::ldexp(flow, -exponent);
    return trade;
}

Result<std::vector<double>> out_strengths(const Eigen::MatrixXd& trade)
{
    std::vector<double> strengths;
    for (Eigen::Index i = 0; i < trade.rows(); ++i) {
        std::vector<double> row;
        for (Eigen::Index j = 0; j < trade.cols(); ++j) row.push_back(trade(i, j));
        const auto sum = ordered_sum(std::move(row));
        if (!sum) return sum.error();
        strengths.push_back(*sum);
    }
    return strengths;
}

/// Countries of equal exports together, the weakest first.
std::vector<Members> by_strength(const std::vector<double>& strengths)
{
    Members order(strengths.size());
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    const auto strength = [&](Eigen::Index i) { return strengths[static_cast<std::size_t>(i)]; };
    std::ranges::sort(order, {}, strength);
    std::vector<Members> groups;
    for (const Eigen::Index country : order) {
        if (groups.empty() || strength(groups.back().front()) != strength(country)) groups.emplace_back();
        groups.back().push_back(country);
    }
    return groups;
}

struct GroupFlows {
    double across{};  ///< with the weaker countries, both ways
    double inside{};
};

Result<GroupFlows> flows_of(const Eigen::MatrixXd& trade, const Members& group, const Members& weaker)
{
    std::vector<double> across;
    std::vector<double> inside;
    for (const Eigen::Index i : group) {
        for (const Eigen::Index j : weaker) {
            across.push_back(trade(i, j));
            across.push_back(trade(j, i));
        }
        for (const Eigen::Index j : group) inside.push_back(trade(i, j));
    }
    const auto outer = ordered_sum(std::move(across));
    const auto inner = ordered_sum(std::move(inside));
    if (!outer) return outer.error();
    if (!inner) return inner.error();
    return GroupFlows{*outer, *inner};
}

}  // namespace

Result<std::vector<double>> vulnerability_profile(const Eigen::MatrixXd& flows)
{
    const auto trade = scaled(flows);
    if (!trade) return trade.error();
    const auto strengths = out_strengths(trade->flows);
    if (!strengths) return strengths.error();
    // From the last country removed to the first: what is left only grows.
    std::vector<double> left{0.0};
    Members weaker;
    for (const Members& group : by_strength(*strengths)) {
        const auto added = flows_of(trade->flows, group, weaker);
        if (!added) return added.error();
        const double kept = left.back();
        const auto m = static_cast<double>(group.size());
        for (std::size_t present = 1; present <= group.size(); ++present) {
            // Mean over the random order: a member is present with p/m, a pair with p(p-1)/(m(m-1)).
            const auto p = static_cast<double>(present);
            const double pair = m > 1.0 ? p * (p - 1.0) / (m * (m - 1.0)) : 0.0;
            left.push_back(kept + added->across * (p / m) + added->inside * pair);
        }
        weaker.insert(weaker.end(), group.begin(), group.end());
    }
    const double all = left.back();
    for (double& part : left) part /= all;
    std::ranges::reverse(left);
    return left;
}

Result<std::vector<double>> complete_graph_profile(std::size_t n)
{
    if (n < 2) return Error{Errc::insufficient_points, "complete_graph_profile: two countries are needed"};
    const auto pairs = [](std::size_t size) { return static_cast<double>(size) * (static_cast<double>(size) - 1.0); };
    std::vector<double> profile;
    for (std::size_t k = 0; k <= n; ++k) profile.push_back(pairs(n - k) / pairs(n) + 0.0);
    return profile;
}

Result<Centralisation> centralisation(const Eigen::MatrixXd& flows)
{
    auto profile = vulnerability_profile(flows);
    if (!profile) return profile.error();
    const std::size_t n = profile->size() - 1;
    if (n < 3) return Error{Errc::insufficient_points, "centralisation: three countries are needed"};
    const auto complete = complete_graph_profile(n);
    if (!complete) return complete.error();
    std::vector<double> gaps;
    for (std::size_t k = 0; k <= n; ++k) gaps.push_back((*complete)[k] - (*profile)[k]);
    const auto sum = ordered_sum(std::move(gaps));
    if (!sum) return sum.error();
    const auto count = static_cast<double>(n);
    // The complete graph's v_1..v_n add to (n - 2)/3, a star's to 0.
    return Centralisation{std::move(*profile), *sum / count, *sum / ((count - 2.0) / 3.0)};
}

}  // namespace entangled::kernels
