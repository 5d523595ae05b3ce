#include "indicators/kernels/hawkes/fit.hpp"

#include "indicators/kernels/hawkes/criticality.hpp"
#include "indicators/kernels/hawkes/search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace entangled::kernels {
namespace {

constexpr std::size_t most_starts = 16;
constexpr double flat_enough = 1e-7;

bool positive(double value) { return std::isfinite(value) && value > 0.0; }

Result<void> check_options(const HawkesHistory& history, const HawkesFitOptions& options)
{
    if (history.size() == 0) return Error{Errc::no_data, "fit_hawkes: no events"};
    if (history.size() < 2) return Error{Errc::insufficient_points, "fit_hawkes: one event, two are needed"};
    if (!positive(options.min_background)) return Error{Errc::bad_value, "fit_hawkes: min_background is not positive"};
    const bool ordered = positive(options.decay.lower) && std::isfinite(options.decay.upper) &&
                         options.decay.lower <= options.decay.upper;
    if (options.fixed_decay ? !positive(*options.fixed_decay) : !ordered) {
        return Error{Errc::bad_value, "fit_hawkes: the bounds of decay are positive and in order"};
    }
    const auto d = static_cast<Eigen::Index>(history.type_count());
    const HawkesMask& mask = options.free_branching;
    if (mask.size() > 0 && (mask.rows() != d || mask.cols() != d)) {
        return Error{Errc::bad_value, "fit_hawkes: the mask has one row and one column for each type"};
    }
    if (options.starts > most_starts || (options.starts == 0 && !options.first_start)) {
        return Error{Errc::bad_value, "fit_hawkes: 1 to 16 starts are needed"};
    }
    if (!options.first_start) return {};
    if (const auto legal = check(*options.first_start); !legal) return legal;
    if (options.first_start->background.size() != d)
        return Error{Errc::bad_value, "fit_hawkes: a start of other types"};
    return {};
}

/// The total rate first, then places that divide the range of log beta ever more finely.
double start_decay(const HawkesHistory& history, const HawkesFitOptions& options, std::size_t number)
{
    const Interval range = options.decay;
    if (number == 0) {
        const double rate = static_cast<double>(history.size()) / history.horizon();
        return std::clamp(rate, range.lower, range.upper);
    }
    double place = 0.0;
    double half = 0.5;
    for (std::size_t rest = number; rest > 0; rest /= 2, half *= 0.5) place += rest % 2 == 1 ? half : 0.0;
    return std::exp(std::log(range.lower) + place * (std::log(range.upper) - std::log(range.lower)));
}

struct Best {
    std::vector<double> point;
    std::optional<double> value;

    void offer(std::vector<double> other, const std::optional<double>& reached)
    {
        if (!reached || (value && *value <= *reached)) return;
        point = std::move(other);
        value = reached;
    }
};

Best best_of_starts(HawkesSearch& search, const HawkesHistory& history, const HawkesFitOptions& options)
{
    Best best;
    if (options.first_start) {
        auto point = search.point_of(*options.first_start);
        const auto reached = search.descend(point);
        best.offer(std::move(point), reached);
    }
    for (std::size_t number = 0; number < options.starts; ++number) {
        auto point = search.neutral_start(start_decay(history, options, number));
        const auto reached = search.descend(point);
        best.offer(std::move(point), reached);
        if (options.fixed_decay) break;  // concave in mu and A: one start is enough
    }
    if (best.value) best.value = search.polish(best.point);
    return best;
}

void mark_bounds(const HawkesSearch& search, const std::vector<double>& point, HawkesFit& fit)
{
    const Eigen::Index d = fit.model.background.size();
    fit.background_at_bound.setConstant(d, true);
    fit.branching_at_bound.setConstant(d, d, true);
    for (std::size_t k = 0; k < point.size(); ++k) {
        const HawkesParameter& parameter = search.parameters()[k];
        const bool at_bound = search.at_bound(point, k);
        switch (parameter.kind) {
            case HawkesParameter::Kind::background: fit.background_at_bound(parameter.row) = at_bound; break;
            case HawkesParameter::Kind::branching:
                fit.branching_at_bound(parameter.row, parameter.column) = at_bound;
                break;
            case HawkesParameter::Kind::decay: {
                fit.decay_at_bound = at_bound;
                fit.decay_identified = (fit.model.branching.array() > 0.0).any();
                break;
            }
        }
    }
}

}  // namespace

HawkesMask diagonal_mask(std::size_t types)
{
    const auto d = static_cast<Eigen::Index>(types);
    HawkesMask mask = HawkesMask::Constant(d, d, false);
    mask.matrix().diagonal().setConstant(true);
    return mask;
}

Result<HawkesFit> fit_hawkes(HawkesLikelihood& likelihood, const HawkesFitOptions& options)
{
    const HawkesHistory& history = likelihood.history();
    if (const auto legal = check_options(history, options); !legal) return legal.error();
    HawkesSearch search{likelihood, options};
    const Best best = best_of_starts(search, history, options);
    if (!best.value) return Error{Errc::not_identified, "fit_hawkes: the likelihood is not finite from any start"};
    HawkesFit fit;
    fit.model = search.model_of(best.point);
    fit.log_likelihood = -*best.value * static_cast<double>(history.size());
    std::vector<double> slope(best.point.size());
    fit.converged =
        search.value(best.point.data(), slope.data()) && search.free_slope(best.point, slope) <= flat_enough;
    mark_bounds(search, best.point, fit);
    fit.evaluations = search.evaluations();
    const auto radius = branching_spectral_radius(fit.model.branching);
    if (!radius) return radius.error();
    fit.spectral_radius = *radius;
    return fit;
}

Result<HawkesFit> fit_hawkes(const HawkesHistory& history, const HawkesFitOptions& options)
{
    HawkesLikelihood likelihood{history, options.threads};
    return fit_hawkes(likelihood, options);
}

}  // namespace entangled::kernels
