#include "daemon/report/difference.hpp"

#include <cmath>
#include <map>

namespace entangled::report {
namespace {

bool is_ok(const Reading& reading) { return reading.state == ReadingState::ok; }

bool same_figure(const Reading& a, const Reading& b) { return a.value == b.value && a.bounds == b.bounds; }

/// The later knowledge, cut where each earlier reading ended. Readings with one end share a round.
class Cuts {
  public:
    Cuts(const Cycle& last, Timestamp earlier) : last_(last), earlier_(earlier) {}

    const Reading& of(std::size_t position, const std::optional<Period>& period)
    {
        const std::optional<Date> end = period ? std::optional(period->end) : std::nullopt;
        auto& round = rounds_[end];
        // A record is evaluated at a day, not cut at a period.
        if (!round) round = cycle_as_of(last_.plan, last_.dataset, last_.at, end ? last_.at : earlier_, end);
        return round->readings[position]->reading;
    }

  private:
    const Cycle& last_;
    Timestamp earlier_;
    std::map<std::optional<Date>, CyclePtr> rounds_;
};

bool has_newer(const Reading& earlier, const Reading& later)
{
    if (earlier.period && later.period) return later.period->end > earlier.period->end;
    if (earlier.evaluated_at && later.evaluated_at && *later.evaluated_at > *earlier.evaluated_at) return true;
    return later.newest > earlier.newest;
}

Effect effect_of(double earlier, double cut, double later) { return {cut - earlier, later - cut}; }

void take_apart(Difference& difference)
{
    const Reading& a = difference.earlier;
    const Reading& b = difference.later;
    const Reading& cut = difference.cut;
    if (a.value && b.value && cut.value) difference.value = effect_of(*a.value, *cut.value, *b.value);
    const auto span_a = span_of(a);
    const auto span_b = span_of(b);
    const auto span_cut = span_of(cut);
    if (!span_a || !span_b || !span_cut || (!a.bounds && !b.bounds && !cut.bounds)) return;
    difference.lower = effect_of(span_a->lower, span_cut->lower, span_b->lower);
    difference.upper = effect_of(span_a->upper, span_cut->upper, span_b->upper);
}

Change change_of_values(const Difference& difference, bool newer)
{
    const bool revised = is_ok(difference.cut) && !same_figure(difference.earlier, difference.cut);
    if (newer && revised) return Change::news_and_revised;
    if (revised) return Change::revised;
    // A record that was only read on a later day, with the same outcome, has no news.
    const bool same = same_figure(difference.earlier, difference.later);
    if (newer && (difference.later.period || !same)) return Change::news;
    return difference.earlier.answer == difference.later.answer ? Change::unchanged : Change::answer_changed;
}

Change change_of(const Difference& difference, bool newer)
{
    const bool was = is_ok(difference.earlier);
    const bool is = is_ok(difference.later);
    if (was && is) return change_of_values(difference, newer);
    if (was) return Change::absent;
    if (is) return Change::appeared;
    const bool same = difference.earlier.state == difference.later.state &&
                      difference.earlier.reason->code == difference.later.reason->code;
    if (!same) return Change::reason_changed;
    return difference.earlier.answer == difference.later.answer ? Change::unchanged : Change::answer_changed;
}

// A measure's new end date is a new fact and restates none.
bool restates_nothing(const PlannedReading& planned) { return planned.kind->unit == "timestamp_seconds"; }

Reading cut_of(const PlannedReading& planned, std::size_t position, const Difference& difference, bool newer,
               Cuts& cuts)
{
    if (restates_nothing(planned)) return difference.earlier;
    const auto& period = difference.earlier.period;
    if (period && !newer) return difference.later;
    return cuts.of(position, period);
}

}  // namespace

std::string_view to_string(Change change) noexcept
{
    switch (change) {
        case Change::unchanged: return "unchanged";
        case Change::news: return "new";
        case Change::revised: return "revised";
        case Change::news_and_revised: return "new and revised";
        case Change::absent: return "absent";
        case Change::appeared: return "appeared";
        case Change::reason_changed: return "reason changed";
        case Change::answer_changed: return "answer changed";
    }
    return {};
}

bool Difference::mostly_by_revision() const noexcept
{
    if (value) return std::abs(value->revision) > std::abs(value->news);
    if (!lower || !upper) return false;
    return std::abs(lower->revision) + std::abs(upper->revision) > std::abs(lower->news) + std::abs(upper->news);
}

std::vector<Difference> compare(std::shared_ptr<const Plan> plan, std::shared_ptr<const Dataset> dataset,
                                Timestamp earlier, Timestamp later)
{
    const CyclePtr first = cycle_as_of(plan, dataset, earlier, earlier);
    const CyclePtr last = cycle_as_of(plan, dataset, later, later);
    Cuts cuts(*last, earlier);
    std::vector<Difference> all;
    for (std::size_t i = 0; i < plan->readings.size(); ++i) {
        const PlannedReading& planned = plan->readings[i];
        Difference one;
        one.id = planned.id;
        one.subject = planned.body.subject;
        one.unit = planned.kind->unit;
        one.earlier = first->readings[i]->reading;
        one.later = last->readings[i]->reading;
        const bool newer = has_newer(one.earlier, one.later);
        if (is_ok(one.earlier) && is_ok(one.later)) {
            one.cut = cut_of(planned, i, one, newer, cuts);
            take_apart(one);
        }
        one.change = change_of(one, newer);
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace entangled::report
