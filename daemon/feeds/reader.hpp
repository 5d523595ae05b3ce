#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "daemon/feeds/columns.hpp"
#include "daemon/feeds/csv.hpp"
#include "daemon/feeds/parse.hpp"
#include "daemon/feeds/row.hpp"

namespace entangled {

/// The parse of one file: what it is read from and what has been found so far.
struct FeedReader {
    const FeedSpec& spec;
    const CodeBook& codes;
    const FeedColumns& columns;
    CsvReader& csv;
    ParsedFeed parsed;
    FeedContents contents;

    /// Counts a rejected row, and describes it if not too many have been.
    void reject(Rejection rejection);
};

/// Reads every row that is left with `read(FeedRow&)`.
template <class Read>
void for_each_row(FeedReader& reader, Read read)
{
    while (const CsvRecord* record = reader.csv.next()) {
        ++reader.parsed.rows;
        FeedRow row{reader.spec, reader.codes, reader.columns, *record,
                    reader.parsed.rejections.size() < described_rejections};
        read(row);
    }
}

/// One function for each schema: reads all rows and leaves what they say in `contents` and `parsed`.
void parse_observations(FeedReader& reader);
void parse_acts(FeedReader& reader);
void parse_policies(FeedReader& reader);
void parse_projects(FeedReader& reader);
void parse_membership(FeedReader& reader);

}  // namespace entangled
