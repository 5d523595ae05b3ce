#include "indicators/kernels/events/retaliation.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

// S is a product of quotients: five of ten may come out a rounding above one half.
constexpr double slack = 1e-12;

bool legal(double days) { return std::isfinite(days) && days >= 0.0; }

Result<std::vector<Latency>> by_time(std::span<const Latency> latencies)
{
    if (latencies.empty()) return Error{Errc::no_data, "answer_survival: no waiting times"};
    if (!std::ranges::all_of(latencies, [](const Latency& wait) { return legal(wait.days); })) {
        return Error{Errc::bad_value, "answer_survival: waiting times are finite and not negative"};
    }
    std::vector<Latency> sorted(latencies.begin(), latencies.end());
    std::ranges::sort(sorted, {}, &Latency::days);
    return sorted;
}

}  // namespace

Result<AnswerSurvival> answer_survival(std::span<const Latency> latencies)
{
    const auto sorted = by_time(latencies);
    if (!sorted) return sorted.error();
    AnswerSurvival result;
    result.last_days = sorted->back().days;
    double waiting = 1.0;
    double greenwood = 0.0;
    for (auto first = sorted->begin(); first != sorted->end();) {
        const auto last = std::upper_bound(first, sorted->end(), *first,
                                           [](const Latency& a, const Latency& b) { return a.days < b.days; });
        const auto answered = static_cast<std::size_t>(std::count_if(first, last, [](auto& w) { return w.answered; }));
        const auto at_risk = static_cast<std::size_t>(sorted->end() - first);
        if (answered > 0) {
            const auto left = static_cast<double>(at_risk - answered);
            waiting *= left / static_cast<double>(at_risk);
            if (left > 0.0) greenwood += static_cast<double>(answered) / (static_cast<double>(at_risk) * left);
            result.steps.push_back({first->days, at_risk, answered, waiting, waiting * std::sqrt(greenwood)});
            if (!result.median_days && waiting <= 0.5 + slack) result.median_days = first->days;
        }
        first = last;
    }
    return result;
}

Result<double> answer_rate(std::span<const Latency> latencies, double horizon_days)
{
    if (!legal(horizon_days)) return Error{Errc::bad_value, "answer_rate: the horizon is finite and not negative"};
    const auto survival = answer_survival(latencies);
    if (!survival) return survival.error();
    double waiting = 1.0;
    for (const SurvivalStep& step : survival->steps) {
        if (step.days <= horizon_days) waiting = step.waiting;
    }
    if (horizon_days > survival->last_days && waiting > 0.0) {
        return Error{Errc::not_identified, "answer_rate: nobody was observed for that long"};
    }
    return 1.0 - waiting;
}

}  // namespace entangled::kernels
