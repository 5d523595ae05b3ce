#include "tests/support/data_builder.hpp"

#include <fmt/format.h>
#include <stdexcept>

namespace entangled::test {
namespace {

Timestamp when(std::string_view text)
{
    const auto date = parse_date(text);
    if (!date) throw std::logic_error(fmt::format("no day {}", text));
    return Timestamp{*date};
}

Period period_of(std::string_view text)
{
    const auto period = parse_period(text);
    if (!period) throw std::logic_error(fmt::format("no period {}", text));
    return *period;
}

}  // namespace

DataBuilder& DataBuilder::production(std::string_view release, std::string_view known, std::string_view economy,
                                     std::string_view period, double tonnes, bool complete)
{
    ObservationRow row;
    row.table = "world";
    row.release = release;
    row.known_at = when(known);
    row.complete = complete;
    row.key = {Measure::production, std::string(test_good), std::string(test_tier), std::string(test_definition), {},
               std::string(economy)};
    row.period = period_of(period);
    row.value = tonnes;
    return this->row(std::move(row));
}

DataBuilder& DataBuilder::level(SeriesKey key, std::string_view release, std::string_view known,
                                std::string_view period, Interval value)
{
    ObservationRow row;
    row.table = "levels";
    row.release = release;
    row.known_at = when(known);
    row.key = std::move(key);
    row.period = period_of(period);
    if (value.exact()) {
        row.value = value.lower;
    } else {
        row.bounds = value;
        row.flags = Flag::bound;
    }
    return this->row(std::move(row));
}

DataBuilder& DataBuilder::row(ObservationRow row)
{
    row.line = static_cast<std::uint32_t>(rows_.size() + 2);
    rows_.push_back(std::move(row));
    return *this;
}

DataBuilder& DataBuilder::act(std::string_view date, std::string_view actor, std::string_view target, double severity,
                              std::string_view front, ActKind kind)
{
    Act act;
    act.id = fmt::format("act_{:03}", acts_.size());
    act.known_at = when(date);
    act.date = *parse_date(date);
    act.actors = {std::string(actor)};
    act.targets = {std::string(target)};
    act.front = front;
    act.severity = severity;
    act.kind = kind;
    act.evidence = Evidence::day_seen;
    acts_.push_back(std::move(act));
    return *this;
}

DataBuilder& DataBuilder::complete_until(std::string_view date, Duration grace)
{
    complete_until_ = when(date) + std::chrono::days{1} - Duration{1};
    grace_ = grace;
    return *this;
}

DataBuilder& DataBuilder::damage(std::string table, std::string release, std::string why)
{
    damaged_[{std::move(table), std::move(release)}] = std::move(why);
    return *this;
}

std::shared_ptr<const Dataset> DataBuilder::build(Timestamp retrieved) const
{
    Assembly assembly = assemble(rows_, damaged_);
    assembly.contents.acts = acts_;
    Feed feed;
    feed.id = "test";
    feed.status = {FeedState::ok, {}, retrieved, std::chrono::hours{2}, complete_until_, grace_};
    feed.contents = std::make_shared<const FeedContents>(std::move(assembly.contents));
    std::vector<Feed> feeds{std::move(feed)};
    return std::make_shared<const Dataset>(std::move(feeds));
}

}  // namespace entangled::test
