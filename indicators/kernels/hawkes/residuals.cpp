#include "indicators/kernels/hawkes/residuals.hpp"

#include "indicators/kernels/hawkes/kolmogorov_tail.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

/// Integrals of the memories since 0, which only grow, so that gaps are never negative.
struct Exposure {
    double decay;
    Eigen::VectorXd memory;
    Eigen::VectorXd integral;
    double now = 0.0;

    void move_to(double time, Eigen::VectorXd& pending)
    {
        if (time == now) return;
        const double lost = -std::expm1(-decay * (time - now));
        memory += pending;
        pending.setZero();
        integral += lost * memory;
        memory *= 1.0 - lost;
        now = time;
    }
};

double distance_to_exponential(std::vector<double> gaps)
{
    std::ranges::sort(gaps);
    const auto n = static_cast<double>(gaps.size());
    double distance = 0.0;
    for (std::size_t k = 0; k < gaps.size(); ++k) {
        const double cdf = -std::expm1(-gaps[k]);
        const auto below = static_cast<double>(k);
        distance = std::max({distance, (below + 1.0) / n - cdf, cdf - below / n});
    }
    return distance;
}

std::optional<double> lag1(std::span<const double> gaps, double mean)
{
    if (gaps.size() < 3) return std::nullopt;
    double together = 0.0;
    double squares = 0.0;
    double largest = 0.0;
    for (const double gap : gaps) largest = std::max(largest, std::abs(gap - mean));
    if (!(largest > 1e-14 * mean)) return std::nullopt;
    for (std::size_t k = 0; k < gaps.size(); ++k) {
        const double here = (gaps[k] - mean) / largest;
        squares += here * here;
        if (k > 0) together += here * ((gaps[k - 1] - mean) / largest);
    }
    return std::clamp(together / squares, -1.0, 1.0);
}

Result<double> mean_of(std::span<const double> gaps)
{
    const auto n = static_cast<double>(gaps.size());
    std::vector<double> parts(gaps.begin(), gaps.end());
    const auto total = ordered_sum(parts);
    if (total) return *total / n;
    for (double& part : parts) part /= n;
    return ordered_sum(std::move(parts));
}

}  // namespace

Result<HawkesCompensators> compensators(const HawkesHistory& history, const HawkesModel& model)
{
    if (const auto legal = check(model); !legal) return legal.error();
    const auto d = static_cast<Eigen::Index>(history.type_count());
    if (model.background.size() != d) return Error{Errc::bad_value, "hawkes: model and history differ in their types"};
    HawkesCompensators result;
    result.at_events.resize(history.type_count());
    Exposure exposure{model.decay, Eigen::VectorXd::Zero(d), Eigen::VectorXd::Zero(d)};
    Eigen::VectorXd pending = Eigen::VectorXd::Zero(d);
    const auto value = [&](Eigen::Index i, double time) {
        return model.background[i] * time + model.branching.row(i).dot(exposure.integral);
    };
    for (std::size_t k = 0; k < history.size(); ++k) {
        const std::uint8_t type = history.types()[k];
        exposure.move_to(history.times()[k], pending);
        result.at_events[type].push_back(value(type, history.times()[k]));
        pending[type] += 1.0;
    }
    exposure.move_to(history.horizon(), pending);
    result.at_end.resize(d);
    for (Eigen::Index i = 0; i < d; ++i) result.at_end[i] = value(i, history.horizon());
    if (!result.at_end.allFinite()) return Error{Errc::bad_value, "hawkes: a compensator exceeds the range of double"};
    return result;
}

Result<ExponentialTest> exponential_test(std::span<const double> gaps)
{
    if (!all_non_negative(gaps)) return Error{Errc::bad_value, "exponential_test: a gap is negative or not finite"};
    if (gaps.empty()) return Error{Errc::no_data, "exponential_test: no gaps"};
    const auto mean = mean_of(gaps);
    if (!mean) return mean.error();
    ExponentialTest test;
    test.n = gaps.size();
    test.distance = distance_to_exponential({gaps.begin(), gaps.end()});
    const auto p = kolmogorov_tail(test.n, test.distance);
    if (!p) return p.error();
    test.p = *p;
    test.five_percent_line = 1.358 / std::sqrt(static_cast<double>(test.n));
    test.mean_gap = *mean;
    test.lag1_correlation = lag1(gaps, *mean);
    test.enough_for_alert = test.n >= fewest_gaps_for_alert;
    return test;
}

Result<std::vector<std::optional<ExponentialTest>>> residual_tests(const HawkesHistory& history,
                                                                   const HawkesModel& model)
{
    const auto integrated = compensators(history, model);
    if (!integrated) return integrated.error();
    std::vector<std::optional<ExponentialTest>> tests;
    for (const auto& values : integrated->at_events) {
        tests.emplace_back();
        if (values.empty()) continue;
        std::vector<double> gaps(values);
        for (std::size_t k = values.size() - 1; k > 0; --k) gaps[k] = std::max(0.0, values[k] - values[k - 1]);
        const auto test = exponential_test(gaps);
        if (!test) return test.error();
        tests.back() = *test;
    }
    return tests;
}

}  // namespace entangled::kernels
