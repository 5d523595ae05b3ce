#pragma once

#include <fmt/format.h>
#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "daemon/feeds/reader.hpp"
#include "daemon/feeds/wording.hpp"
#include "indicators/core/digest.hpp"
#include "indicators/core/records.hpp"

namespace entangled {

/// Everything a record says but for its line, as one text: equal texts, equal records.
[[nodiscard]] std::string canonical_text(const Act& act);
[[nodiscard]] std::string canonical_text(const Policy& policy);
[[nodiscard]] std::string canonical_text(const Project& project);
[[nodiscard]] std::string canonical_text(const Membership& membership);

/// The columns every record has.
[[nodiscard]] RecordHead read_head(FeedRow& row, const FeedColumns& columns);

/// Rejects the row of a record; it is of unknown weight in its table.
void reject_record(FeedReader& reader, const Rejection& fault);

/// Puts the records in order of id. Of equal records the first line stays; records of one id that differ are all left
/// out. Counts what is accepted and digests what is kept.
template <class Record>
[[nodiscard]] std::vector<Record> distinct_records(FeedReader& reader, std::vector<Record> records)
{
    std::sort(records.begin(), records.end(),
              [](const Record& a, const Record& b) { return std::tie(a.id, a.line) < std::tie(b.id, b.line); });
    std::vector<Record> kept;
    Digest digest;
    for (auto first = records.begin(); first != records.end();) {
        const auto last = std::find_if(first, records.end(), [&](const Record& r) { return r.id != first->id; });
        const std::string text = canonical_text(*first);
        const bool agree = std::all_of(first, last, [&](const Record& r) { return canonical_text(r) == text; });
        for (auto record = agree ? first + 1 : first; last - first > 1 && record != last; ++record) {
            const auto& other = record == first ? *(first + 1) : *first;
            const std::string where = fmt::format("id {} stands also in line {}", shown(record->id), other.line);
            if (agree) {
                reader.reject({RejectReason::duplicate, record->line, 1, where});
            } else {
                reject_record(reader, {RejectReason::conflicting_duplicate, record->line, 1,
                                       where + " and says something else; none of them is used"});
            }
        }
        if (agree) {
            digest.add(text);
            kept.push_back(std::move(*first));
        }
        first = last;
    }
    reader.parsed.accepted = kept.size();
    reader.contents.records_digest = digest.value();
    return kept;
}

/// Reads all rows with `read(FeedRow&) -> Record` and returns the records that stand.
template <class Record, class Read>
[[nodiscard]] std::vector<Record> read_records(FeedReader& reader, Read read)
{
    std::vector<Record> records;
    for_each_row(reader, [&](FeedRow& row) {
        Record record = read(row);
        record.line = row.line();
        if (!row.fault() && !record.supersedes.empty() && record.supersedes == record.id) {
            row.fail(RejectReason::supersedes_itself, reader.columns["supersedes"],
                     fmt::format("record {} supersedes itself and would never be seen", shown(record.id)));
        }
        if (row.only_unmapped()) ++reader.parsed.unmapped_rows;
        if (row.fault()) {
            reject_record(reader, *row.fault());
        } else {
            records.push_back(std::move(record));
        }
    });
    return distinct_records(reader, std::move(records));
}

}  // namespace entangled
