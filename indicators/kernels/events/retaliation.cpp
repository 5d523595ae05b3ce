#include "indicators/kernels/events/retaliation.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entangled::kernels {
namespace {

bool positive(double value) { return std::isfinite(value) && value > 0.0; }

Result<bool> check(const ActRecord& record)
{
    if (!all_finite(record.provocations) || !all_finite(record.responses) || !std::isfinite(record.today_days)) {
        return Error{Errc::bad_value, "pair_acts: a time is not finite"};
    }
    if (!positive(record.horizon_days)) return Error{Errc::bad_value, "pair_acts: the horizon is positive and finite"};
    if (record.provocations.empty()) return Error{Errc::no_data, "pair_acts: no provocations"};
    if (std::ranges::max(record.provocations) > record.today_days) {
        return Error{Errc::bad_value, "pair_acts: a provocation is after today"};
    }
    for (const ActReference& reference : record.references) {
        if (reference.provocation >= record.provocations.size() || reference.response >= record.responses.size()) {
            return Error{Errc::bad_value, "pair_acts: a reference names an act that is not in the lists"};
        }
    }
    return true;
}

/// Responses of one provocation, the best so far.
struct Candidate {
    std::optional<std::size_t> response{};
    double time{std::numeric_limits<double>::infinity()};

    void offer(std::size_t other, double at)
    {
        if (at > time || (at == time && other >= *response)) return;
        response = other;
        time = at;
    }
};

/// Index of each response, by time and then by index.
std::vector<std::size_t> in_order(std::span<const double> times)
{
    std::vector<std::size_t> order(times.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return times[i]; });
    return order;
}

}  // namespace

Result<std::vector<ActPair>> pair_acts(const ActRecord& record)
{
    const auto legal = check(record);
    if (!legal) return legal.error();
    const auto answers = [&](double response, double act) {
        return response > act && response - act <= record.horizon_days && response <= record.today_days;
    };
    std::vector<Candidate> named(record.provocations.size());
    for (const ActReference& reference : record.references) {
        const double time = record.responses[reference.response];
        if (!answers(time, record.provocations[reference.provocation])) continue;
        named[reference.provocation].offer(reference.response, time);
    }
    const auto order = in_order(record.responses);
    std::vector<ActPair> pairs;
    for (std::size_t i = 0; i < record.provocations.size(); ++i) {
        const double act = record.provocations[i];
        std::optional<std::size_t> response = named[i].response;
        if (!response) {
            const auto time = [&](std::size_t at) { return record.responses[at]; };
            const auto next = std::ranges::upper_bound(order, act, {}, time);
            if (next != order.end() && answers(time(*next), act)) response = *next;
        }
        const double seen = std::min(record.today_days - act, record.horizon_days);
        pairs.push_back(
            {response, response ? record.responses[*response] - act : seen, response && !named[i].response});
    }
    return pairs;
}

Result<SharePosterior> credibility(std::size_t answered, std::size_t provocations, BetaPrior prior, double confidence)
{
    return share_posterior(static_cast<double>(answered), static_cast<double>(provocations), prior, confidence);
}

Result<double> proportionality(std::span<const SeverityPair> pairs)
{
    if (pairs.empty()) return Error{Errc::no_data, "proportionality: no pairs"};
    std::vector<double> log_ratios;
    for (const SeverityPair& pair : pairs) {
        if (!positive(pair.provocation) || !positive(pair.response)) {
            return Error{Errc::bad_value, "proportionality: severities are positive and finite"};
        }
        // Not the log of the quotient: that one rounds differently for the other side and may overflow.
        log_ratios.push_back(std::log(pair.response) - std::log(pair.provocation));
    }
    return median(log_ratios);
}

}  // namespace entangled::kernels
