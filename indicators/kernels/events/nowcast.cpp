#include "indicators/kernels/events/nowcast.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

// Shares come as decimals: .1 + .7 is below .8, and .3 + .3 + .2 + .1 + .1 may exceed 1.
constexpr double slack = 1e-9;
constexpr std::size_t longest_delay = 10'000;

double sum_to(std::span<const double> shares, std::size_t age)
{
    double sum = 0.0;
    for (std::size_t d = 0; d < shares.size() && d <= age; ++d) sum += shares[d];
    return sum;
}

Result<bool> check(std::span<const double> shares, NowcastLimits limits)
{
    if (shares.empty()) return Error{Errc::no_data, "delay_nowcast: no delay shares"};
    const double total = all_non_negative(shares) ? sum_to(shares, shares.size()) : 0.0;
    if (!(total > 0.0 && total <= 1.0 + slack)) {
        return Error{Errc::bad_value, "delay_nowcast: delay shares are not negative and add to at most 1, not to 0"};
    }
    if (!(limits.floor > 0.0 && limits.floor <= limits.final_share && limits.final_share <= 1.0)) {
        return Error{Errc::bad_value, "delay_nowcast: 0 < floor <= final share <= 1"};
    }
    return true;
}

Result<DelayNowcast> corrected(double observed, double reported, NowcastLimits limits)
{
    if (!std::isfinite(observed) || observed < 0.0) {
        return Error{Errc::bad_value, "delay_nowcast: the count is finite and not negative"};
    }
    const double share = std::min(reported, 1.0);
    const double used = std::max(share, limits.floor);
    const double count = observed / used;
    if (!std::isfinite(count)) return Error{Errc::bad_value, "delay_nowcast: the count exceeds the range of double"};
    return DelayNowcast{count, share, (1.0 - used) / used, share < limits.final_share - slack,
                        share < limits.floor - slack};
}

/// For each delay d: acts with that delay, and acts with at most that delay among those old enough to have shown d.
struct ReverseCounts {
    std::vector<double> exactly;
    std::vector<double> at_most;
};

ReverseCounts reverse_counts(std::span<const PublishedAct> acts, std::size_t longest)
{
    ReverseCounts counts{std::vector<double>(longest + 1, 0.0), std::vector<double>(longest + 2, 0.0)};
    for (const PublishedAct& act : acts) {
        if (act.delay > longest) continue;
        counts.exactly[act.delay] += 1.0;
        counts.at_most[act.delay] += 1.0;
        counts.at_most[std::min(act.age, longest) + 1] -= 1.0;
    }
    for (std::size_t delay = 1; delay < counts.at_most.size(); ++delay) {
        counts.at_most[delay] += counts.at_most[delay - 1];
    }
    return counts;
}

}  // namespace

Result<DelayNowcast> delay_nowcast(double observed, std::size_t age, std::span<const double> delay_shares,
                                   NowcastLimits limits)
{
    const auto legal = check(delay_shares, limits);
    if (!legal) return legal.error();
    return corrected(observed, sum_to(delay_shares, age), limits);
}

Result<std::vector<DelayNowcast>> delay_nowcasts(std::span<const double> observed_by_age,
                                                 std::span<const double> delay_shares, NowcastLimits limits)
{
    if (observed_by_age.empty()) return Error{Errc::no_data, "delay_nowcasts: no counts"};
    const auto legal = check(delay_shares, limits);
    if (!legal) return legal.error();
    std::vector<DelayNowcast> nowcasts;
    double reported = 0.0;
    for (std::size_t age = 0; age < observed_by_age.size(); ++age) {
        if (age < delay_shares.size()) reported += delay_shares[age];
        const auto nowcast = corrected(observed_by_age[age], reported, limits);
        if (!nowcast) return nowcast.error();
        nowcasts.push_back(*nowcast);
    }
    return nowcasts;
}

Result<std::vector<double>> delay_shares(std::span<const PublishedAct> acts, std::size_t longest)
{
    if (acts.empty()) return Error{Errc::no_data, "delay_shares: no published acts"};
    if (longest > longest_delay) return Error{Errc::bad_value, "delay_shares: at most 10,000 periods"};
    if (std::ranges::any_of(acts, [](const PublishedAct& act) { return act.delay > act.age; })) {
        return Error{Errc::bad_value, "delay_shares: an act is published in the future"};
    }
    if (std::ranges::none_of(acts, [&](const PublishedAct& act) { return act.age >= longest; })) {
        return Error{Errc::insufficient_points, "delay_shares: no act is as old as the longest delay"};
    }
    const ReverseCounts counts = reverse_counts(acts, longest);
    std::vector<double> shares(longest + 1, 0.0);
    double reached = 1.0;  // F(d), from the longest delay down
    for (std::size_t delay = longest; delay > 0 && reached > 0.0; --delay) {
        if (counts.at_most[delay] == 0.0) {
            return Error{Errc::not_identified, "delay_shares: no act old enough came within that delay"};
        }
        const double hazard = counts.exactly[delay] / counts.at_most[delay];
        shares[delay] = reached * hazard;
        reached *= 1.0 - hazard;
    }
    shares[0] = reached;
    return shares;
}

}  // namespace entangled::kernels
