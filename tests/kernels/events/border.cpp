#include "tests/kernels/events/border.hpp"

#include "indicators/kernels/events/code_table.hpp"
#include "indicators/kernels/events/conflict.hpp"
#include "indicators/kernels/events/decay.hpp"
#include "indicators/kernels/events/decay_stream.hpp"
#include "indicators/kernels/events/nowcast.hpp"
#include "indicators/kernels/events/posterior.hpp"
#include "indicators/kernels/events/retaliation.hpp"
#include "indicators/kernels/events/surprise.hpp"
#include "indicators/kernels/events/text_index.hpp"

namespace entangled::testing {
namespace {

using namespace entangled::kernels;

void require_ratio(const Result<double>& result, const char* what)
{
    if (result) require(*result >= 0.0 && *result <= 1.0, what);
}

void require_not_negative(const Result<double>& result, const char* what)
{
    require_finite(result, what);
    if (result) require(*result >= 0.0, what);
}

void try_decay(InputBytes& input)
{
    std::vector<AgedWeight> aged;
    for (const double age : input.numbers(10)) aged.push_back({age, input.number()});
    require_not_negative(decayed_intensity(aged, input.number()), "decayed_intensity");
    require_not_negative(steady_intensity(input.number(), input.number(), input.number()), "steady_intensity");
    require_not_negative(control_normalised(input.number(), input.number()), "control_normalised");
}

DecayStream some_stream(InputBytes& input, double half_life)
{
    DecayStream stream{.half_life_days = half_life};
    for (const double time : input.numbers(10)) {
        if (const auto next = with_event(stream, time, input.number())) stream = *next;
        require_finite(stream.sum, "with_event");
        require_finite(stream.compensation, "with_event");
    }
    return stream;
}

void try_stream(InputBytes& input)
{
    const double half_life = input.flag() ? 14.0 : input.number();
    const DecayStream left = some_stream(input, half_life);
    const auto both = merged(left, some_stream(input, half_life));
    require_not_negative(intensity_at(left, input.number()), "intensity_at");
    require_not_negative(intensity_at(left, left.latest_days), "intensity_at");
    if (both) require_not_negative(intensity_at(*both, both->latest_days), "merged");
    const DecayStream any{
        input.number(), input.number(), static_cast<std::int64_t>(input.number() < 3.0 ? 1 : -1) << 50,
        input.number(), input.number(), 3};
    require_finite(intensity_at(any, input.number()), "intensity_at of any state");
    const auto next = with_event(any, input.number(), input.number());
    if (next) require_finite(next->sum, "with_event of any state");
}

void try_shares(InputBytes& input)
{
    const double hits = input.number();
    const double trials = input.number();
    const BetaPrior prior{input.number(), input.number()};
    require_ratio(shrunk_share(hits, trials, prior), "shrunk_share");
    if (const auto wilson = wilson_interval(hits, trials, input.number())) {
        require_finite(*wilson, "wilson_interval");
        require(wilson->lower >= 0.0 && wilson->upper <= 1.0, "wilson_interval");
    }
    if (const auto posterior = share_posterior(hits, trials, prior, input.ratio())) {
        require_finite(posterior->mean, "share_posterior");
        require_finite(posterior->deviation, "share_posterior");
        require_finite(posterior->interval, "share_posterior");
    }
    if (const auto belief = credibility(input.below(99), input.below(99))) {
        require_finite(belief->interval, "credibility");
    }
}

void try_conflict(InputBytes& input)
{
    const QuadCounts counts{input.below(9), input.below(9), input.below(9), input.below(9)};
    require_ratio(material_conflict_share(counts), "material_conflict_share");
    require_ratio(weighted_conflict_share(counts), "weighted_conflict_share");
    const auto weights = input.numbers(12);
    require_finite(net_cooperation(weights), "net_cooperation");
    require_finite(mean_cooperation(weights), "mean_cooperation");
    require_not_negative(conflict_only(weights), "conflict_only");
    std::vector<int> roots(input.below(9));
    for (int& root : roots) root = static_cast<int>(input.below(23)) - 1;
    if (const auto split = threat_act_split(roots)) require_ratio(act_ratio(*split), "act_ratio");
}

std::string some_code(InputBytes& input)
{
    std::string code(input.below(6), '0');
    for (char& digit : code) digit = input.below(20) == 0 ? 'x' : static_cast<char>('0' + input.below(3));
    return code;
}

void try_codes(InputBytes& input)
{
    std::vector<CodeEntry> rows(input.below(12));
    for (auto& row : rows) row = {some_code(input), input.number()};
    const auto table = CodeTable::make(std::move(rows));
    if (!table) return;
    for (const auto fallback : {CodeFallback::exact, CodeFallback::base, CodeFallback::root}) {
        if (const auto found = table->weight(some_code(input), fallback)) require_finite(found->weight, "CodeTable");
    }
}

void try_nowcast(InputBytes& input)
{
    auto shares = input.ratios(6);
    for (double& share : shares) share /= 4.0;
    const NowcastLimits limits =
        input.flag() ? NowcastLimits{} : NowcastLimits{.floor = input.ratio(), .final_share = input.ratio()};
    if (const auto nowcasts = delay_nowcasts(input.numbers(8), shares, limits)) {
        for (const auto& nowcast : *nowcasts) {
            require_finite(nowcast.count, "delay_nowcasts");
            require_finite(nowcast.variance_factor, "delay_nowcasts");
            require(nowcast.reported_share >= 0.0 && nowcast.reported_share <= 1.0, "delay_nowcasts");
        }
    }
    if (const auto nowcast = delay_nowcast(input.number(), input.below(300), shares, limits)) {
        require_finite(nowcast->count, "delay_nowcast");
    }
    std::vector<PublishedAct> acts(input.below(20));
    for (auto& act : acts) act = {input.below(5), input.below(9)};
    if (const auto learnt = delay_shares(acts, input.below(7))) {
        for (const double share : *learnt) require(share >= 0.0 && share <= 1.0, "delay_shares");
    }
}

void try_indices(InputBytes& input)
{
    std::vector<std::vector<double>> series;
    const std::size_t periods = input.below(8);
    for (std::size_t paper = 0, papers = 2 * input.below(4); paper < papers; ++paper) {
        series.emplace_back(input.flag() ? periods : input.below(8));
        const double scale = paper % 2 == 0 ? 1.0 : 20.0;
        for (double& count : series.back()) count = input.below(20) == 0 ? input.number() : scale * input.ratio();
    }
    std::vector<PaperCounts> papers;
    for (std::size_t i = 0; i + 1 < series.size(); i += 2) papers.push_back({series[i], series[i + 1]});
    const Periods spread = input.flag() ? Periods{} : Periods{input.below(9), input.below(9)};
    const Periods base = input.flag() ? Periods{} : Periods{input.below(9), input.below(9)};
    if (const auto pooled = pooled_share_index(papers, base)) require_finite(*pooled, "pooled_share_index");
    if (const auto index = standardised_share_index(papers, spread, base)) {
        require_finite(index->deviations, "standardised_share_index");
        require_finite(index->mean, "standardised_share_index");
        require_finite(index->index, "standardised_share_index");
    }
}

void try_surprise(InputBytes& input)
{
    const std::uint64_t count = input.flag() ? input.below(300) : input.below(300) << 50U;
    require_ratio(poisson_surprise(count, input.number()), "poisson_surprise");
    require_ratio(negative_binomial_surprise(count, input.number(), input.number()), "negative_binomial_surprise");
}

void try_retaliation(InputBytes& input)
{
    const auto provocations = input.flag() ? input.times(10) : input.numbers(10);
    const auto responses = input.flag() ? input.times(10) : input.numbers(10);
    std::vector<ActReference> references(input.below(4));
    for (auto& reference : references) reference = {input.below(10), input.below(10)};
    const auto pairs = pair_acts({.provocations = provocations,
                                  .responses = responses,
                                  .references = references,
                                  .today_days = input.flag() ? 30.0 : input.number(),
                                  .horizon_days = input.number()});
    std::vector<Latency> waits;
    if (pairs) {
        for (const auto& pair : *pairs) {
            require(std::isfinite(pair.days) && pair.days >= 0.0, "pair_acts");
            waits.push_back({pair.days, pair.response.has_value()});
        }
    }
    for (const double time : input.numbers(6)) waits.push_back({time, input.flag()});
    require_ratio(answer_rate(waits, input.number()), "answer_rate");
    if (const auto survival = answer_survival(waits)) {
        for (const auto& step : survival->steps) {
            require(step.waiting >= 0.0 && step.waiting <= 1.0, "answer_survival");
            require_finite(step.deviation, "answer_survival");
        }
    }
    std::vector<SeverityPair> severities(input.below(6));
    for (auto& pair : severities) pair = {input.number(), input.number()};
    require_finite(proportionality(severities), "proportionality");
}

}  // namespace

void try_events(InputBytes& input)
{
    switch (input.below(9)) {
        case 0: return try_decay(input);
        case 1: return try_stream(input);
        case 2: return try_shares(input);
        case 3: return try_conflict(input);
        case 4: return try_codes(input);
        case 5: return try_nowcast(input);
        case 6: return try_indices(input);
        case 7: return try_surprise(input);
        default: return try_retaliation(input);
    }
}

}  // namespace entangled::testing
