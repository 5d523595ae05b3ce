#include "indicators/kernels/uncertainty/forecast_scores.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/ranks.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

namespace entangled::kernels {
namespace {

using Outcomes = std::span<const std::uint8_t>;

std::optional<Error> illegal_outcomes(std::size_t scores, Outcomes outcomes)
{
    if (scores == 0 && outcomes.empty()) return Error{Errc::no_data, "forecast score: no forecasts"};
    const bool flags = std::ranges::all_of(outcomes, [](std::uint8_t outcome) { return outcome <= 1; });
    if (scores != outcomes.size() || !flags) {
        return Error{Errc::bad_value, "forecast score: outcomes are 0 or 1, one for each forecast"};
    }
    return std::nullopt;
}

std::optional<Error> illegal(std::span<const double> probabilities, Outcomes outcomes)
{
    if (const auto error = illegal_outcomes(probabilities.size(), outcomes)) return error;
    if (!all_ratios(probabilities)) return Error{Errc::bad_value, "forecast score: a probability is outside [0, 1]"};
    return std::nullopt;
}

double events_in(Outcomes outcomes) { return static_cast<double>(std::ranges::count(outcomes, 1)); }

struct Bin {
    std::vector<double> p;
    double events{};
};

/// Sums of one bin, each a mean over all n forecasts.
BrierParts parts_of(const Bin& bin, const std::vector<std::pair<double, double>>& members, double base, double n)
{
    const double count = static_cast<double>(bin.p.size());
    const double mean = ordered_sum(bin.p).value() / count;
    const double rate = bin.events / count;
    BrierParts parts;
    parts.reliability = count * (mean - rate) * (mean - rate) / n;
    parts.resolution = count * (rate - base) * (rate - base) / n;
    for (const auto& [p, y] : members) {
        parts.within_variance += (p - mean) * (p - mean) / n;
        parts.within_covariance += (p - mean) * (y - rate) / n;
    }
    return parts;
}

double logit(double p) { return std::log(p) - std::log1p(-p); }

}  // namespace

Result<double> brier_score(std::span<const double> probabilities, Outcomes outcomes)
{
    if (const auto error = illegal(probabilities, outcomes)) return *error;
    std::vector<double> squares(probabilities.size());
    std::ranges::transform(probabilities, outcomes, squares.begin(),
                           [](double p, std::uint8_t y) { return (p - y) * (p - y); });
    const auto sum = ordered_sum(std::move(squares));
    if (!sum) return sum.error();
    return *sum / static_cast<double>(probabilities.size());
}

Result<double> brier_skill(std::span<const double> probabilities, Outcomes outcomes)
{
    const auto score = brier_score(probabilities, outcomes);
    if (!score) return score.error();
    const double base = events_in(outcomes) / static_cast<double>(outcomes.size());
    if (base == 0.0 || base == 1.0) return Error{Errc::not_identified, "brier_skill: all outcomes are equal"};
    return 1.0 - *score / (base * (1.0 - base));
}

Result<BrierParts> brier_parts(std::span<const double> probabilities, Outcomes outcomes, std::size_t bins)
{
    if (const auto error = illegal(probabilities, outcomes)) return *error;
    if (bins == 0 || bins > 1'000'000) return Error{Errc::bad_value, "brier_parts: 1 to 1e6 bins"};
    const double n = static_cast<double>(outcomes.size());
    const double base = events_in(outcomes) / n;
    std::vector<std::pair<double, double>> sorted;
    for (std::size_t i = 0; i < outcomes.size(); ++i) sorted.emplace_back(probabilities[i], outcomes[i]);
    std::ranges::sort(sorted);
    const auto bin_of = [&](double p) {
        return std::min(bins - 1, static_cast<std::size_t>(p * static_cast<double>(bins)));
    };
    BrierParts whole{.uncertainty = base * (1.0 - base)};
    for (std::size_t first = 0; first < sorted.size();) {
        Bin bin;
        std::vector<std::pair<double, double>> members;
        const std::size_t number = bin_of(sorted[first].first);
        for (; first < sorted.size() && bin_of(sorted[first].first) == number; ++first) {
            members.push_back(sorted[first]);
            bin.p.push_back(sorted[first].first);
            bin.events += sorted[first].second;
        }
        const auto part = parts_of(bin, members, base, n);
        whole.reliability += part.reliability;
        whole.resolution += part.resolution;
        whole.within_variance += part.within_variance;
        whole.within_covariance += part.within_covariance;
    }
    return whole;
}

Result<LogLoss> log_loss(std::span<const double> probabilities, Outcomes outcomes, double floor)
{
    if (const auto error = illegal(probabilities, outcomes)) return *error;
    if (!(floor >= 0.0 && floor < 0.5)) return Error{Errc::bad_value, "log_loss: the floor is outside [0, 0.5)"};
    LogLoss loss;
    std::vector<double> terms;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const double p = std::clamp(probabilities[i], floor, 1.0 - floor);
        const double right = outcomes[i] == 1 ? p : 1.0 - p;
        if (right == 0.0) {
            ++loss.certain_and_wrong;
            continue;
        }
        terms.push_back(outcomes[i] == 1 ? -std::log(p) : -std::log1p(-p));
    }
    if (loss.certain_and_wrong > 0) return loss;
    const auto sum = ordered_sum(std::move(terms));
    if (!sum) return sum.error();
    loss.mean = *sum / static_cast<double>(outcomes.size()) + 0.0;
    return loss;
}

Result<double> roc_area(std::span<const double> scores, Outcomes outcomes)
{
    if (const auto error = illegal_outcomes(scores.size(), outcomes)) return *error;
    const auto ranks = mid_ranks(scores);
    if (!ranks) return ranks.error();
    const double events = events_in(outcomes);
    const double others = static_cast<double>(outcomes.size()) - events;
    if (events == 0.0 || others == 0.0) return Error{Errc::not_identified, "roc_area: all outcomes are equal"};
    double rank_sum = 0.0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) rank_sum += outcomes[i] == 1 ? (*ranks)[i] : 0.0;
    return (rank_sum - 0.5 * events * (events + 1.0)) / (events * others);
}

Result<double> average_precision(std::span<const double> scores, Outcomes outcomes)
{
    if (const auto error = illegal_outcomes(scores.size(), outcomes)) return *error;
    if (!all_finite(scores)) return Error{Errc::bad_value, "average_precision: a score is not finite"};
    const double events = events_in(outcomes);
    if (events == 0.0) return Error{Errc::not_identified, "average_precision: no event"};
    std::vector<std::pair<double, double>> sorted;
    for (std::size_t i = 0; i < outcomes.size(); ++i) sorted.emplace_back(scores[i], outcomes[i]);
    std::ranges::sort(sorted, std::greater{});
    double area = 0.0;
    double hits = 0.0;
    double taken = 0.0;
    for (std::size_t first = 0; first < sorted.size();) {
        const double score = sorted[first].first;
        double hits_here = 0.0;
        for (; first < sorted.size() && sorted[first].first == score; ++first) {
            hits_here += sorted[first].second;
            taken += 1.0;
        }
        hits += hits_here;
        area += hits_here / events * (hits / taken);
    }
    return std::min(1.0, area);
}

Result<double> calibrated(double probability, double intercept, double slope)
{
    if (!(probability > 0.0 && probability < 1.0) || !std::isfinite(intercept) || !(slope >= 0.0 && slope <= 1.0)) {
        return Error{Errc::bad_value, "calibrated: p is in (0, 1) and the slope in [0, 1]"};
    }
    const double odds = intercept + slope * logit(probability);
    return odds >= 0.0 ? 1.0 / (1.0 + std::exp(-odds)) : std::exp(odds) / (1.0 + std::exp(odds));
}

Result<double> shrunk_to_base_rate(double probability, double base_rate, double slope)
{
    if (!(base_rate > 0.0 && base_rate < 1.0) || !(slope >= 0.0 && slope <= 1.0)) {
        return Error{Errc::bad_value, "shrunk_to_base_rate: the base rate is in (0, 1) and the slope in [0, 1]"};
    }
    return calibrated(probability, (1.0 - slope) * logit(base_rate), slope);
}

}  // namespace entangled::kernels
