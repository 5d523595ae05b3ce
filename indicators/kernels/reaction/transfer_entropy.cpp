#include "indicators/kernels/reaction/transfer_entropy.hpp"

#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>
#include <vector>

namespace entangled::kernels {
namespace {

/// Numbers 0 .. size - 1 that stand for distinct states, one per transition.
struct States {
    std::vector<std::size_t> ids;
    std::size_t size{};

    [[nodiscard]] std::vector<double> counts() const
    {
        std::vector<double> result(size, 0.0);
        for (const std::size_t id : ids) result[id] += 1.0;
        return result;
    }
};

template <class Value>
States numbered(const std::vector<Value>& values)
{
    std::vector<Value> distinct = values;
    std::ranges::sort(distinct);
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    States states{{}, distinct.size()};
    states.ids.reserve(values.size());
    for (const Value& value : values) {
        states.ids.push_back(static_cast<std::size_t>(std::ranges::lower_bound(distinct, value) - distinct.begin()));
    }
    return states;
}

States joint(const States& left, const States& right)
{
    std::vector<std::size_t> pairs(left.ids.size());
    for (std::size_t t = 0; t < pairs.size(); ++t) pairs[t] = left.ids[t] * right.size + right.ids[t];
    return numbered(pairs);
}

/// Symbols at first, first + 1, ... of a series, as many as there are transitions.
States symbols(Symbols series, std::size_t first, std::size_t transitions)
{
    const Symbols part = series.subspan(first, transitions);
    return numbered(std::vector<int>(part.begin(), part.end()));
}

/// What surrogates of the source do not change.
struct Flow {
    States past;    ///< y^k and the conditions
    States future;  ///< the past and y'
    States source;
    std::vector<double> past_counts;
    std::vector<double> future_counts;
};

Flow flow_of(Symbols source, Symbols target, std::size_t history, std::span<const Symbols> conditions)
{
    const std::size_t n = target.size() - history;
    Flow flow;
    flow.past = symbols(target, history - 1, n);
    for (std::size_t back = 1; back < history; ++back) {
        flow.past = joint(flow.past, symbols(target, history - 1 - back, n));
    }
    for (const Symbols condition : conditions) flow.past = joint(flow.past, symbols(condition, history - 1, n));
    flow.future = joint(flow.past, symbols(target, history, n));
    flow.source = symbols(source, history - 1, n);
    flow.past_counts = flow.past.counts();
    flow.future_counts = flow.future.counts();
    return flow;
}

/// The sum over distinct states in an order that does not depend on how symbols are named.
Result<double> bits_of(const Flow& flow, const States& source)
{
    const States with_past = joint(flow.past, source);
    const States with_future = joint(flow.future, source);
    const auto past = with_past.counts();
    const auto future = with_future.counts();
    const double n = static_cast<double>(source.ids.size());
    std::vector<double> terms;
    std::vector<bool> met(with_future.size, false);
    for (std::size_t t = 0; t < source.ids.size(); ++t) {
        const std::size_t state = with_future.ids[t];
        if (met[state]) continue;
        met[state] = true;
        const double both = future[state];
        const double ratio = both * flow.past_counts[flow.past.ids[t]] /
                             (past[with_past.ids[t]] * flow.future_counts[flow.future.ids[t]]);
        terms.push_back(both / n * std::log2(ratio));
    }
    const auto sum = ordered_sum(std::move(terms));
    if (!sum) return sum.error();
    return std::max(0.0, *sum);
}

Result<bool> check(Symbols source, Symbols target, std::size_t history, std::span<const Symbols> conditions)
{
    const auto fits = [&](Symbols series) { return series.size() == target.size(); };
    if (!fits(source) || !std::ranges::all_of(conditions, fits)) {
        return Error{Errc::bad_value, "transfer_entropy: all series have one length"};
    }
    if (history == 0) return Error{Errc::bad_value, "transfer_entropy: the history is at least 1"};
    if (target.empty()) return Error{Errc::no_data, "transfer_entropy: no symbols"};
    if (target.size() <= history) return Error{Errc::insufficient_points, "transfer_entropy: no transition to look at"};
    return true;
}

/// Miller and Madow's correction as far as the source adds cells.
double bias(const Flow& flow, Symbols target, std::size_t history)
{
    const auto levels = static_cast<double>(symbols(target, 0, target.size()).size);
    const auto sources = static_cast<double>(flow.source.size);
    const auto n = static_cast<double>(flow.source.ids.size());
    return (levels - 1.0) * (sources - 1.0) * std::pow(levels, static_cast<double>(history)) /
           (2.0 * n * std::numbers::ln2);
}

}  // namespace

Result<double> transfer_entropy(Symbols source, Symbols target, std::size_t history,
                                std::span<const Symbols> conditions)
{
    const auto legal = check(source, target, history, conditions);
    if (!legal) return legal.error();
    const Flow flow = flow_of(source, target, history, conditions);
    return bits_of(flow, flow.source);
}

Result<double> net_transfer_entropy(Symbols x, Symbols y, std::size_t history, std::span<const Symbols> conditions)
{
    const auto there = transfer_entropy(x, y, history, conditions);
    if (!there) return there.error();
    const auto back = transfer_entropy(y, x, history, conditions);
    if (!back) return back.error();
    return *there - *back;
}

Result<TransferTest> test_transfer_entropy(Symbols source, Symbols target, const TransferOptions& options)
{
    const auto legal = check(source, target, options.history, options.conditions);
    if (!legal) return legal.error();
    if (options.surrogates.draws < 200 || options.fewest_periods < 10) {
        return Error{Errc::bad_value, "test_transfer_entropy: at least 200 draws and 10 transitions"};
    }
    TransferTest test;
    test.transitions = target.size() - options.history;
    if (test.transitions < options.fewest_periods) {
        return Error{Errc::insufficient_points, "test_transfer_entropy: too few transitions for a statement"};
    }
    const Flow flow = flow_of(source, target, options.history, options.conditions);
    const auto bits = bits_of(flow, flow.source);
    if (!bits) return bits.error();
    const auto statistics = [&](std::uint64_t, std::uint64_t id) {
        States shuffled = flow.source;
        const auto order = random_order(shuffled.ids.size(), id);
        for (std::size_t t = 0; t < order.size(); ++t) shuffled.ids[t] = flow.source.ids[order[t]];
        return std::vector<double>{bits_of(flow, shuffled).value()};
    };
    const auto surrogates = surrogate_statistics(options.surrogates, 1, statistics);
    if (!surrogates) return surrogates.error();
    const auto p = surrogate_p({&*bits, 1}, *surrogates, false);
    if (!p) return p.error();
    test.bits = *bits;
    test.surrogate_mean = surrogates->values.col(0).mean();
    test.corrected_bits = test.bits - test.surrogate_mean;
    test.analytic_bias = bias(flow, target, options.history);
    test.p = p->single.front();
    if (!std::isfinite(test.analytic_bias)) {
        return Error{Errc::bad_value, "test_transfer_entropy: the history is too long for its symbols"};
    }
    return test;
}

Result<NetTransfer> test_net_transfer(Symbols x, Symbols y, const TransferOptions& options)
{
    TransferOptions apart = options;
    apart.surrogates.id = derived_id(options.surrogates.id, 0);
    const auto there = test_transfer_entropy(x, y, apart);
    if (!there) return there.error();
    apart.surrogates.id = derived_id(options.surrogates.id, 1);
    const auto back = test_transfer_entropy(y, x, apart);
    if (!back) return back.error();
    return NetTransfer{*there, *back, there->bits - back->bits, there->corrected_bits - back->corrected_bits};
}

}  // namespace entangled::kernels
