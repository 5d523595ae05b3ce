#include "daemon/feeds/record_set.hpp"

namespace entangled {
namespace {

constexpr double most_severe = 10.0;

double read_severity(FeedRow& row, const FeedColumn& column)
{
    const auto severity = row.number(column);
    if (!severity && !row.fault()) row.fail(RejectReason::no_value, column, "an act needs a severity");
    if (severity && (*severity < -most_severe || *severity > most_severe)) {
        row.fail(RejectReason::out_of_range, column,
                 fmt::format("severity {} is outside [-10, 10]; -10 is worst for relations", *severity));
    }
    return severity.value_or(0.0);
}

template <class Word>
Word read_word(FeedRow& row, const FeedColumn& column, std::optional<Word> (*parse)(std::string_view) noexcept,
               std::string_view known)
{
    const auto word = parse(row.text(column));
    if (!word) {
        row.fail(RejectReason::unknown_word, column,
                 fmt::format("{} {} is not one of {}", column.name, shown(row.text(column)), known));
    }
    return word.value_or(Word{});
}

Act read_act(FeedRow& row, const FeedColumns& columns)
{
    static const std::vector<std::string_view> fronts{"minerals", "chips", "capital", "tariffs",
                                                      "cyber",    "legal", "firms",   "none"};
    Act act;
    static_cast<RecordHead&>(act) = read_head(row, columns);
    act.date = row.date(columns["date"]).value_or(Date{});
    act.actors = row.economies(columns["actors"], true);
    act.targets = row.economies(columns["targets"], true);
    act.category = row.name(columns["category"]);
    act.front = row.name_of(columns["front"], RejectReason::unknown_word, fronts);
    act.severity = read_severity(row, columns["severity"]);
    act.kind = read_word(row, columns["kind"], parse_act_kind, "act, threat, easing");
    act.package = row.name(columns["package"]);
    act.evidence = read_word(row, columns["evidence"], parse_evidence, "day_seen, event_seen, knowledge");
    act.title = row.text(columns["title"]);
    if (!row.fault() && Timestamp{act.date} > act.known_at) {
        row.fail(RejectReason::future_date, columns["date"],
                 fmt::format("the act is dated {}, after the day it became known, {}", format_date(act.date),
                             format_date(act.known_at)));
    }
    return act;
}

}  // namespace

void parse_acts(FeedReader& reader)
{
    reader.contents.acts = read_records<Act>(reader, [&](FeedRow& row) { return read_act(row, reader.columns); });
}

}  // namespace entangled
