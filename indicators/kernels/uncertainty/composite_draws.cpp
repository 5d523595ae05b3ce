#include "indicators/kernels/uncertainty/composite_draws.hpp"

#include "indicators/kernels/numbers/blocks.hpp"
#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/numbers/sum.hpp"
#include "indicators/kernels/uncertainty/dirichlet.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace entangled::kernels {
namespace {

constexpr std::size_t draws_at_once = 500;
/// Streams of their own for what is drawn.
enum Stream : std::uint64_t { rule_stream, weight_stream, score_stream, goalpost_stream };

std::optional<Error> illegal(const UncertainComposite& c)
{
    const std::size_t n = c.scores.size();
    if (n == 0 || c.rules.empty()) return Error{Errc::no_data, "composite_draws: no scores or rules"};
    const bool options = c.floor > 0.0 && c.floor < 1.0 && c.goalpost_error >= 0.0 && c.goalpost_error <= 0.4 &&
                         std::isfinite(c.threshold) && c.draws >= 2 && c.draws <= 10'000'000;
    const bool scores = std::ranges::all_of(c.scores, [&](double s) { return s >= c.floor && s <= 1.0; });
    if (c.weights.size() != n || c.sds.size() != n || !options || !scores || !all_non_negative(c.sds)) {
        return Error{Errc::bad_value, "composite_draws: a field is outside its range or a length differs"};
    }
    return std::nullopt;
}

struct Drawn {
    std::vector<std::vector<double>> scores;   ///< [score][draw]
    std::vector<std::vector<double>> weights;  ///< [weight][draw], empty if fixed
    std::vector<double> index;
};

double drawn_score(const UncertainComposite& c, std::size_t i, std::size_t draw)
{
    const double noise = c.sds[i] == 0.0 ? 0.0 : c.sds[i] * normal(derived_id(derived_id(c.id, score_stream), i), draw);
    const double score = std::clamp(c.scores[i] + noise, c.floor, 1.0);
    if (c.goalpost_error == 0.0) return score;
    const std::uint64_t stream = derived_id(derived_id(c.id, goalpost_stream), i);
    const double lower = c.goalpost_error * (2.0 * uniform(stream, 2 * draw) - 1.0);
    const double upper = c.goalpost_error * (2.0 * uniform(stream, 2 * draw + 1) - 1.0);
    return std::clamp((score - lower) / (1.0 + upper - lower), c.floor, 1.0);
}

std::optional<Error> draw_one(const UncertainComposite& c, std::size_t draw, Drawn& drawn)
{
    std::vector<double> scores(c.scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        scores[i] = drawn_score(c, i, draw);
        drawn.scores[i][draw] = scores[i];
    }
    std::vector<double> weights(c.weights.begin(), c.weights.end());
    if (c.weight_concentration) {
        auto redrawn = dirichlet_draw(c.weights, *c.weight_concentration, derived_id(c.id, weight_stream), draw);
        if (!redrawn) return redrawn.error();
        weights = std::move(*redrawn);
        for (std::size_t i = 0; i < weights.size(); ++i) drawn.weights[i][draw] = weights[i];
    }
    const double u = uniform(derived_id(c.id, rule_stream), draw);
    const auto rule = static_cast<std::size_t>(u * static_cast<double>(c.rules.size()));
    const auto value = composite(scores, weights, c.rules[std::min(rule, c.rules.size() - 1)]);
    if (!value) return value.error();
    drawn.index[draw] = *value;
    return std::nullopt;
}

Result<Drawn> all_draws(const UncertainComposite& c)
{
    const std::size_t n = c.scores.size();
    Drawn drawn{.scores = std::vector(n, std::vector<double>(c.draws)),
                .weights = std::vector(c.weight_concentration ? n : 0, std::vector<double>(c.draws)),
                .index = std::vector<double>(c.draws)};
    const std::size_t blocks = (c.draws + draws_at_once - 1) / draws_at_once;
    std::vector<std::optional<Error>> errors(blocks);
    for_each_block(blocks, c.threads, [&](std::size_t block) {
        const std::size_t last = std::min(c.draws, (block + 1) * draws_at_once);
        for (std::size_t draw = block * draws_at_once; draw < last && !errors[block]; ++draw) {
            errors[block] = draw_one(c, draw, drawn);
        }
    });
    for (const auto& error : errors) {
        if (error) return *error;
    }
    return drawn;
}

Result<double> sensitivity(std::span<const double> x, std::span<const double> y)
{
    if (std::ranges::min(x) == std::ranges::max(x)) return 0.0;
    return first_order_sensitivity(x, y, std::clamp<std::size_t>(y.size() / 50, 2, 50));
}

}  // namespace

Result<UncertainCompositeReading> composite_draws(const UncertainComposite& c)
{
    if (const auto error = illegal(c)) return *error;
    // With the central values first: what is wrong with the weights or rules is the same error as there.
    for (const CompositeRule& rule : c.rules) {
        if (const auto centre = composite(c.scores, c.weights, rule); !centre) return centre.error();
    }
    auto drawn = all_draws(c);
    if (!drawn) return drawn.error();
    const auto total = ordered_sum(drawn->index);
    if (!total) return total.error();
    const bool varies = c.draws >= 4 && std::ranges::min(drawn->index) != std::ranges::max(drawn->index);
    UncertainCompositeReading reading;
    for (auto [inputs, found] : {std::pair{&drawn->scores, &reading.score_sensitivity},
                                 std::pair{&drawn->weights, &reading.weight_sensitivity}}) {
        if (!varies) break;
        for (const auto& input : *inputs) {
            const auto share = sensitivity(input, drawn->index);
            if (!share) return share.error();
            found->push_back(*share);
        }
    }
    const auto above = std::ranges::count_if(drawn->index, [&](double value) { return value > c.threshold; });
    const double count = static_cast<double>(c.draws);
    constexpr std::array probabilities{0.05, 0.5, 0.95};
    const auto quantiles = quantiles_by_selection(drawn->index, probabilities);
    if (!quantiles) return quantiles.error();
    reading.q05 = (*quantiles)[0];
    reading.q50 = (*quantiles)[1];
    reading.q95 = (*quantiles)[2];
    reading.mean = *total / count;
    reading.above = static_cast<double>(above) / count;
    return reading;
}

}  // namespace entangled::kernels
