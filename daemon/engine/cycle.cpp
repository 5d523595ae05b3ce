#include "daemon/engine/cycle.hpp"

#include <exception>

#include "daemon/alerts/evaluate.hpp"
#include "indicators/core/digest.hpp"

namespace entangled {
namespace {

using Computed = std::shared_ptr<const ComputedReading>;

// Health of the feeds as evaluation sees it: a reading changes when a feed breaks, recovers or goes stale.
std::uint64_t health_of(const Dataset& dataset, Timestamp now)
{
    Digest digest;
    for (const auto& feed : dataset.feeds()) {
        const FeedStatus& status = feed.status;
        const bool stale = status.retrieved && now - *status.retrieved > status.stale_after;
        const bool ended = status.complete_until && now > *status.complete_until + status.grace;
        digest.add(feed.id).add(std::uint64_t{status.state == FeedState::error}).add(std::uint64_t{stale});
        digest.add(std::uint64_t{ended});
        const bool speaks = stale || status.state == FeedState::error;
        digest.add(speaks ? std::string_view{status.detail} : std::string_view{});
        digest.add(stale ? static_cast<std::int64_t>(status.retrieved->time_since_epoch().count()) : std::int64_t{0});
        digest.add(status.complete_until ? static_cast<std::int64_t>(status.complete_until->time_since_epoch().count())
                                         : std::int64_t{0});
    }
    return digest.value();
}

void add_clock(Digest& digest, ClockUse use, Timestamp now)
{
    if (use == ClockUse::day) {
        digest.add(static_cast<std::int64_t>(std::chrono::floor<std::chrono::days>(now).time_since_epoch().count()));
    } else if (use == ClockUse::continuous) {
        digest.add(static_cast<std::int64_t>(now.time_since_epoch().count()));
    }
}

// A dated roster changes with the day even where nothing new is known.
ClockUse clock_of(const PlannedReading& planned)
{
    if (planned.kind->clock == ClockUse::none && planned.body.reads_rosters) return ClockUse::day;
    return planned.kind->clock;
}

class Round {
  public:
    Round(const Plan& plan, const Dataset& dataset, Timestamp as_of, Timestamp now, std::optional<Date> last_end)
        : plan_(plan),
          view_(last_end ? View(dataset, as_of).cut_after(*last_end) : View(dataset, as_of)),
          now_(now),
          health_(health_of(dataset, now)),
          records_(view_.records_digest())
    {
    }

    [[nodiscard]] std::uint64_t key(const PlannedReading& planned, std::span<const Computed> done) const
    {
        Digest digest;
        digest.add(planned.configuration).add(health_);
        for (const auto& group : planned.body.groups) digest.add(view_.digest(group));
        if (planned.body.reads_records || planned.body.reads_rosters) digest.add(records_);
        for (const std::size_t input : planned.upstream) digest.add(done[input]->digest);
        add_clock(digest, clock_of(planned), now_);
        return digest.value();
    }

    [[nodiscard]] Reading compute(const PlannedReading& planned, std::span<const Computed> done, Working* working) const
    {
        std::vector<const Reading*> upstream;
        for (const std::size_t input : planned.upstream) upstream.push_back(&done[input]->reading);
        try {
            return planned.body.evaluate({view_, now_, plan_.codes, upstream, working});
        } catch (const std::exception& error) {
            return missing(Errc::internal_error, error.what());
        }
    }

  private:
    const Plan& plan_;
    View view_;
    Timestamp now_;
    std::uint64_t health_;
    std::uint64_t records_;
};

Computed computed(Reading reading, std::uint64_t key)
{
    const std::uint64_t digest = digest_of(reading);
    return std::make_shared<const ComputedReading>(ComputedReading{std::move(reading), key, digest});
}

// Readings whose key stands unchanged are taken over from the last round of the same plan.
void fill(Cycle& cycle, const Round& round, const Cycle* last)
{
    cycle.readings.reserve(cycle.plan->readings.size());
    for (const auto& planned : cycle.plan->readings) {
        const std::uint64_t key = round.key(planned, cycle.readings);
        const std::size_t place = cycle.readings.size();
        if (last && last->readings[place]->key == key) {
            cycle.readings.push_back(last->readings[place]);
            continue;
        }
        cycle.readings.push_back(computed(round.compute(planned, cycle.readings, nullptr), key));
        ++cycle.recomputed;
    }
}

AlertInputs alert_inputs(const Cycle& cycle)
{
    return {[&cycle](std::string_view id) { return cycle.find(id); },
            [&cycle](std::string_view id) {
                const PlannedReading* planned = cycle.plan->find(id);
                return planned && planned->kind->clock == ClockUse::none;
            },
            cycle.dataset->feeds()};
}

}  // namespace

const Reading* Cycle::find(std::string_view id) const noexcept
{
    const auto place = plan->position(id);
    return place ? &readings[*place]->reading : nullptr;
}

CyclePtr next_cycle(const CyclePtr& last, const AlertStates& states, std::shared_ptr<const Plan> plan,
                    std::shared_ptr<const Dataset> dataset, Timestamp now)
{
    auto cycle = std::make_shared<Cycle>();
    cycle->at = now;
    cycle->plan = std::move(plan);
    cycle->dataset = std::move(dataset);
    const bool same_plan = last && last->plan == cycle->plan;
    fill(*cycle, Round(*cycle->plan, *cycle->dataset, now, now, std::nullopt), same_plan ? last.get() : nullptr);
    AlertStep step = evaluate_alerts(cycle->plan->alerts, alert_inputs(*cycle), states, now);
    cycle->alerts = std::move(step.next);
    cycle->events = std::move(step.events);
    return cycle;
}

CyclePtr cycle_as_of(std::shared_ptr<const Plan> plan, std::shared_ptr<const Dataset> dataset, Timestamp as_of,
                     Timestamp now, std::optional<Date> last_end)
{
    auto cycle = std::make_shared<Cycle>();
    cycle->at = now;
    cycle->plan = std::move(plan);
    cycle->dataset = std::move(dataset);
    fill(*cycle, Round(*cycle->plan, *cycle->dataset, as_of, now, last_end), nullptr);
    return cycle;
}

Explained explain(const Plan& plan, const Dataset& dataset, std::size_t position, Timestamp as_of, Timestamp now,
                  std::optional<Date> last_end)
{
    const Round round(plan, dataset, as_of, now, last_end);
    std::vector<Computed> done;
    for (std::size_t i = 0; i < position; ++i) {
        done.push_back(computed(round.compute(plan.readings[i], done, nullptr), 0));
    }
    Explained explained;
    explained.reading = round.compute(plan.readings[position], done, &explained.working);
    return explained;
}

}  // namespace entangled
