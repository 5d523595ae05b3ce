#include "indicators/kernels/reaction/coincidence.hpp"

#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entangled::kernels {
namespace {

using Days = std::vector<double>;

constexpr std::size_t most_windows = 1'000;

/// Both streams, ascending.
struct Sorted {
    Days acts;
    Days responses;
};

Sorted sorted(const EventStreams& streams)
{
    Sorted both{{streams.acts.begin(), streams.acts.end()}, {streams.responses.begin(), streams.responses.end()}};
    std::ranges::sort(both.acts);
    std::ranges::sort(both.responses);
    return both;
}

bool legal(LagWindow window)
{
    return std::isfinite(window.after_days) && std::isfinite(window.to_days) && window.after_days < window.to_days;
}

Result<bool> check(const EventStreams& streams)
{
    const Interval record = streams.record;
    if (!std::isfinite(record.upper - record.lower) || !(record.lower < record.upper)) {
        return Error{Errc::bad_value, "coincidences: the record is finite and not empty"};
    }
    const auto inside = [&](double time) { return time >= record.lower && time <= record.upper; };
    if (!std::ranges::all_of(streams.acts, inside) || !std::ranges::all_of(streams.responses, inside)) {
        return Error{Errc::bad_value, "coincidences: a time is outside the record"};
    }
    if (streams.acts.empty() || streams.responses.empty()) return Error{Errc::no_data, "coincidences: a side is empty"};
    return true;
}

std::size_t answered(const Sorted& both, LagWindow window)
{
    const auto has_answer = [&](double act) {
        const auto first = std::ranges::partition_point(
            both.responses, [&](double response) { return response - act <= window.after_days; });
        return first != both.responses.end() && *first - act <= window.to_days;
    };
    return static_cast<std::size_t>(std::ranges::count_if(both.acts, has_answer));
}

std::size_t preceded(const Sorted& both, LagWindow window)
{
    const auto has_cause = [&](double response) {
        const auto first =
            std::ranges::partition_point(both.acts, [&](double act) { return response - act > window.to_days; });
        return first != both.acts.end() && response - *first > window.after_days;
    };
    return static_cast<std::size_t>(std::ranges::count_if(both.responses, has_cause));
}

Coincidences count(const Sorted& both, LagWindow window)
{
    Coincidences counts{.acts = both.acts.size(), .responses = both.responses.size()};
    counts.answered = answered(both, window);
    counts.preceded = preceded(both, window);
    counts.answered_share = static_cast<double>(counts.answered) / static_cast<double>(counts.acts);
    counts.preceded_share = static_cast<double>(counts.preceded) / static_cast<double>(counts.responses);
    return counts;
}

/// `offset` >= 0 along the ring of the record.
double around(Interval record, double offset)
{
    const double length = record.upper - record.lower;
    return std::min(record.upper, record.lower + std::fmod(offset, length));
}

Days shifted(const Days& times, Interval record, std::uint64_t id)
{
    const double shift = uniform(id, 0) * (record.upper - record.lower);
    Days moved;
    for (const double time : times) moved.push_back(around(record, time - record.lower + shift));
    std::ranges::sort(moved);
    return moved;
}

Days with_permuted_gaps(const Days& times, Interval record, std::uint64_t id)
{
    const double length = record.upper - record.lower;
    Days gaps;
    for (std::size_t i = 1; i < times.size(); ++i) gaps.push_back(times[i] - times[i - 1]);
    gaps.push_back(std::max(0.0, length - (times.back() - times.front())));
    double offset = uniform(id, times.size()) * length;
    Days moved;
    for (const std::size_t gap : random_order(gaps.size(), id)) {
        moved.push_back(around(record, offset));
        offset += gaps[gap];
    }
    std::ranges::sort(moved);
    return moved;
}

Sorted with_permuted_labels(const Sorted& both, std::uint64_t id)
{
    Days all = both.acts;
    all.insert(all.end(), both.responses.begin(), both.responses.end());
    std::ranges::sort(all);
    const auto order = random_order(all.size(), id);
    Sorted drawn;
    for (std::size_t i = 0; i < order.size(); ++i) {
        (i < both.acts.size() ? drawn.acts : drawn.responses).push_back(all[order[i]]);
    }
    std::ranges::sort(drawn.acts);
    std::ranges::sort(drawn.responses);
    return drawn;
}

Sorted by_chance(const Sorted& both, Interval record, EventBaseline baseline, std::uint64_t id)
{
    switch (baseline) {
        case EventBaseline::permuted_gaps: return {both.acts, with_permuted_gaps(both.responses, record, id)};
        case EventBaseline::permuted_labels: return with_permuted_labels(both, id);
        case EventBaseline::circular_shift: break;
    }
    return {both.acts, shifted(both.responses, record, id)};
}

Result<bool> check(const EventStreams& streams, std::span<const LagWindow> windows, const CoincidenceOptions& options)
{
    const auto legal_streams = check(streams);
    if (!legal_streams) return legal_streams.error();
    if (windows.empty()) return Error{Errc::no_data, "test_coincidences: no windows"};
    if (windows.size() > most_windows || !std::ranges::all_of(windows, legal)) {
        return Error{Errc::bad_value, "test_coincidences: at most 1,000 windows, finite and not empty"};
    }
    if (options.fewest_events < 3) {
        return Error{Errc::bad_value, "test_coincidences: less than three events are never enough"};
    }
    if (std::min(streams.acts.size(), streams.responses.size()) < options.fewest_events) {
        return Error{Errc::insufficient_points, "test_coincidences: too few events for a statement about chance"};
    }
    return true;
}

}  // namespace

Result<Coincidences> coincidences(const EventStreams& streams, LagWindow window)
{
    const auto in_order = check(streams);
    if (!in_order) return in_order.error();
    if (!legal(window)) return Error{Errc::bad_value, "coincidences: the window is finite and not empty"};
    return count(sorted(streams), window);
}

Result<std::vector<CoincidenceTest>> test_coincidences(const EventStreams& streams, std::span<const LagWindow> windows,
                                                       const CoincidenceOptions& options)
{
    const auto in_order = check(streams, windows, options);
    if (!in_order) return in_order.error();
    const Sorted both = sorted(streams);
    const auto statistics = [&](std::uint64_t, std::uint64_t id) {
        const Sorted chance = by_chance(both, streams.record, options.baseline, id);
        std::vector<double> counts;
        for (const LagWindow window : windows) counts.push_back(static_cast<double>(answered(chance, window)));
        return counts;
    };
    const auto surrogates = surrogate_statistics(options.surrogates, windows.size(), statistics);
    if (!surrogates) return surrogates.error();
    std::vector<double> observed;
    for (const LagWindow window : windows) observed.push_back(static_cast<double>(answered(both, window)));
    const auto p = surrogate_p(observed, *surrogates, true);
    if (!p) return p.error();
    std::vector<CoincidenceTest> tests;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        CoincidenceTest test{.window = windows[i], .observed = count(both, windows[i])};
        const double mean = surrogates->values.col(static_cast<Eigen::Index>(i)).mean();
        test.baseline_share = mean / static_cast<double>(both.acts.size());
        test.excess_share = test.observed.answered_share - test.baseline_share;
        test.p = p->single[i];
        test.p_family = p->family[i];
        tests.push_back(test);
    }
    return tests;
}

}  // namespace entangled::kernels
