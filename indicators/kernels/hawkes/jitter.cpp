#include "indicators/kernels/hawkes/jitter.hpp"

#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entangled::kernels {

Result<HawkesHistory> jittered_history(std::span<const DatedAct> acts, const DatedWindow& window, std::uint64_t draw)
{
    std::vector<std::pair<double, int>> events;
    for (const DatedAct& act : acts) {
        const auto day = static_cast<double>(act.day);
        if (act.day < 0 || !(day + 1.0 <= window.days)) {
            return Error{Errc::bad_value, "jittered_history: a day is not over within the window"};
        }
        events.emplace_back(day + uniform(act.event_id, draw), act.type);
    }
    std::ranges::sort(events);
    std::vector<double> times;
    std::vector<int> types;
    for (const auto& [time, type] : events) {
        times.push_back(time);
        types.push_back(type);
    }
    return HawkesHistory::make(times, types, window.type_count, window.days);
}

Result<double> same_day_child_share(double decay_per_day)
{
    if (!std::isfinite(decay_per_day) || decay_per_day <= 0.0) {
        return Error{Errc::bad_value, "same_day_child_share: the decay is not positive"};
    }
    const double b = decay_per_day;
    // beta/2 - beta^2/6 + ...: the difference of two near ones loses its digits.
    if (b < 0.01) return b * (0.5 - b * (1.0 / 6.0 - b * (1.0 / 24.0 - b * (1.0 / 120.0 - b / 720.0))));
    return 1.0 + std::expm1(-b) / b;
}

Result<JitteredFit> fit_jittered(std::span<const DatedAct> acts, const DatedWindow& window,
                                 const HawkesFitOptions& options, std::size_t draws)
{
    if (draws < 2) return Error{Errc::bad_value, "fit_jittered: two draws are needed"};
    JitteredFit result;
    for (std::uint64_t draw = 1; draw <= draws; ++draw) {
        const auto history = jittered_history(acts, window, draw);
        if (!history) return history.error();
        const auto fit = fit_hawkes(*history, options);
        if (!fit) return fit.error();
        if (!fit->converged) return Error{Errc::not_identified, "fit_jittered: a fit does not converge"};
        result.spectral_radius.push_back(fit->spectral_radius);
        result.log_likelihood.push_back(fit->log_likelihood);
    }
    const auto n = static_cast<double>(draws);
    const auto total = ordered_sum(result.spectral_radius);
    if (!total) return total.error();
    result.mean_radius = *total / n;
    std::vector<double> squares;
    for (const double rho : result.spectral_radius) {
        squares.push_back((rho - result.mean_radius) * (rho - result.mean_radius));
    }
    const auto spread = ordered_sum(std::move(squares));
    if (!spread) return spread.error();
    result.jitter_sd = std::sqrt(*spread / (n - 1.0));
    return result;
}

}  // namespace entangled::kernels
