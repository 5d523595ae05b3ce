#include "indicators/kernels/uncertainty/composite.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entangled::kernels {
namespace {

bool in_range(double score, const CompositeRule& rule)
{
    switch (rule.aggregation) {
        case Aggregation::geometric:
        case Aggregation::harmonic: return score > 0.0;
        case Aggregation::power: return rule.exponent > 0.0 ? score >= 0.0 : score > 0.0;
        case Aggregation::noisy_or: return score >= 0.0 && score <= 1.0;
        default: return true;
    }
}

bool legal_exponent(const CompositeRule& rule)
{
    return rule.aggregation != Aggregation::power || (rule.exponent != 0.0 && std::abs(rule.exponent) <= 1e3);
}

/// Scores that count, with the weights that apply to them.
struct Parts {
    std::vector<double> scores;
    std::vector<double> weights;
};

Result<Parts> parts_of(std::span<const double> scores, std::span<const double> weights, const CompositeRule& rule)
{
    if (scores.empty() && weights.empty()) return Error{Errc::no_data, "composite: no scores"};
    if (scores.size() != weights.size() || !all_finite(scores) || !all_non_negative(weights) || !legal_exponent(rule)) {
        return Error{Errc::bad_value, "composite: a score, weight or exponent is illegal, or one is missing"};
    }
    const auto total = ordered_sum({weights.begin(), weights.end()});
    if (!total) return total.error();
    if (*total == 0.0) return Error{Errc::no_data, "composite: every weight is 0"};
    Parts parts;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (weights[i] == 0.0) continue;
        if (!in_range(scores[i], rule)) return Error{Errc::bad_value, "composite: a score is outside the rule's range"};
        parts.scores.push_back(scores[i]);
        parts.weights.push_back(rule.aggregation == Aggregation::noisy_or ? weights[i] : weights[i] / *total);
    }
    return parts;
}

template <class Term>
Result<double> weighted_sum(const Parts& parts, const Term& term)
{
    std::vector<double> terms(parts.scores.size());
    std::ranges::transform(parts.scores, parts.weights, terms.begin(),
                           [&](double score, double weight) { return weight * term(score); });
    return ordered_sum(std::move(terms));
}

double log_or_floor(double value) { return value > 0.0 ? std::log(value) : -std::numeric_limits<double>::infinity(); }

/// Relative to the largest score, so that no power overflows.
Result<double> power_mean(const Parts& parts, double exponent)
{
    const double reference = exponent > 0.0 ? std::ranges::max(parts.scores) : std::ranges::min(parts.scores);
    if (reference == 0.0) return 0.0;
    const auto sum = weighted_sum(parts, [&](double score) { return std::pow(score / reference, exponent); });
    if (!sum) return sum.error();
    return reference * std::pow(*sum, 1.0 / exponent);
}

Result<double> noisy_or(const Parts& parts)
{
    if (std::ranges::find(parts.scores, 1.0) != parts.scores.end()) return 1.0;
    const auto sum = weighted_sum(parts, [](double score) { return std::log1p(-score); });
    if (!sum) return sum.error();
    return -std::expm1(*sum) + 0.0;
}

Result<double> aggregated(const Parts& parts, const CompositeRule& rule)
{
    switch (rule.aggregation) {
        case Aggregation::arithmetic: return weighted_sum(parts, [](double score) { return score; });
        case Aggregation::geometric: {
            const auto sum = weighted_sum(parts, log_or_floor);
            if (!sum) return sum.error();
            return std::exp(*sum);
        }
        case Aggregation::harmonic: return power_mean(parts, -1.0);
        case Aggregation::power: return power_mean(parts, rule.exponent);
        case Aggregation::maximum: return std::ranges::max(parts.scores);
        default: return noisy_or(parts);
    }
}

Result<double> finite(Result<double> value)
{
    if (value && !std::isfinite(*value)) return Error{Errc::bad_value, "composite: the result overflows"};
    return value;
}

/// dI/ds at one score; infinite or NaN where there is none.
double derivative(double score, double weight, double composite, const CompositeRule& rule)
{
    switch (rule.aggregation) {
        case Aggregation::arithmetic: return weight;
        case Aggregation::geometric: return weight * composite / score;
        case Aggregation::harmonic: return weight * (composite / score) * (composite / score);
        case Aggregation::power: return weight * std::pow(score / composite, rule.exponent - 1.0);
        case Aggregation::maximum: return score == composite ? 1.0 : 0.0;
        default: return weight * (1.0 - composite) / (1.0 - score);
    }
}

}  // namespace

Result<double> composite(std::span<const double> scores, std::span<const double> weights, const CompositeRule& rule)
{
    const auto parts = parts_of(scores, weights, rule);
    if (!parts) return parts.error();
    return finite(aggregated(*parts, rule));
}

Result<std::vector<double>> leave_one_out(std::span<const double> scores, std::span<const double> weights,
                                          const CompositeRule& rule)
{
    if (const auto whole = composite(scores, weights, rule); !whole) return whole.error();
    if (scores.size() < 2) return Error{Errc::insufficient_points, "leave_one_out: one score"};
    std::vector<double> without;
    for (std::size_t out = 0; out < scores.size(); ++out) {
        std::vector<double> left(weights.begin(), weights.end());
        left[out] = 0.0;
        const auto value = composite(scores, left, rule);
        if (!value) return value.error();
        without.push_back(*value);
    }
    return without;
}

Result<double> delta_method_sd(std::span<const double> scores, std::span<const double> weights,
                               std::span<const double> sds, const CompositeRule& rule)
{
    const auto parts = parts_of(scores, weights, rule);
    if (!parts) return parts.error();
    if (sds.size() != scores.size() || !all_non_negative(sds)) {
        return Error{Errc::bad_value, "delta_method_sd: a standard deviation is negative, not finite or missing"};
    }
    const auto value = finite(aggregated(*parts, rule));
    if (!value) return value.error();
    const bool tied = std::ranges::count(parts->scores, *value) > 1;
    if (rule.aggregation == Aggregation::maximum && tied) {
        return Error{Errc::not_identified, "delta_method_sd: the largest score is tied"};
    }
    std::vector<double> squares;
    std::size_t part = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (weights[i] == 0.0) continue;
        const double slope = derivative(scores[i], parts->weights[part++], *value, rule);
        if (!std::isfinite(slope)) return Error{Errc::not_identified, "delta_method_sd: no derivative at a score"};
        squares.push_back(slope * sds[i] * (slope * sds[i]));
    }
    const auto variance = ordered_sum(std::move(squares));
    if (!variance) return variance.error();
    return std::sqrt(*variance);
}

Result<CoveredComposite> covered_composite(std::span<const std::optional<double>> scores,
                                           std::span<const double> weights, const CompositeRule& rule, double fewest)
{
    if (scores.empty() && weights.empty()) return Error{Errc::no_data, "covered_composite: no scores"};
    if (scores.size() != weights.size() || !all_non_negative(weights) || !(fewest >= 0.0 && fewest <= 1.0)) {
        return Error{Errc::bad_value, "covered_composite: an argument is outside its range"};
    }
    std::vector<double> present;
    std::vector<double> applied;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!scores[i]) continue;
        present.push_back(*scores[i]);
        applied.push_back(weights[i]);
    }
    const auto total = ordered_sum({weights.begin(), weights.end()});
    if (!total) return total.error();
    const auto known = ordered_sum(applied);
    if (!known) return known.error();
    if (*total == 0.0) return Error{Errc::no_data, "covered_composite: every weight is 0"};
    const double coverage = std::min(1.0, *known / *total);
    // .4 + .3 over 1 may fall short of .7 by a rounding.
    if (coverage < fewest - 4.0 * std::numeric_limits<double>::epsilon()) {
        return Error{Errc::below_coverage, "covered_composite: too much of the weight is missing"};
    }
    const auto value = composite(present, applied, rule);
    if (!value) return value.error();
    return CoveredComposite{*value, coverage};
}

}  // namespace entangled::kernels
