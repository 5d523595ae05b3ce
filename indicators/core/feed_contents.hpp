#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indicators/core/records.hpp"
#include "indicators/core/series.hpp"

namespace entangled {

/// One edition of a published table. `complete` holds only if the publisher lists every supplier and no row of the
/// release was rejected; `damage` then says what was.
struct Release {
    std::string id;
    Timestamp known_at;
    bool complete{false};
    std::string damage;
};

/// All observations of one series, ordered by period, then release.
struct Series {
    SeriesKey key;
    std::vector<Observation> observations;
};

/// A published table: its releases in the order they became known, and for each period the releases that cover it.
/// A newer release replaces an older one as a block for the periods it covers.
struct Table {
    std::string id;
    std::vector<Release> releases;
    std::vector<Series> series;
    std::map<Period, std::vector<std::uint32_t>> covers;
    std::uint64_t digest{};
};

/// Where a figure was printed.
struct SourceText {
    std::string source;
    std::string url;
};

/// Everything one feed has delivered, immutable once assembled.
struct FeedContents {
    std::vector<Table> tables;
    std::vector<SourceText> sources;
    std::vector<Act> acts;
    std::vector<Policy> policies;
    std::vector<Project> projects;
    std::vector<Membership> memberships;
    std::uint64_t records_digest{};  ///< of acts, policies, projects and memberships
    /// Rejected records of unknown weight, by table name (acts, policies, projects, memberships).
    std::map<std::string, std::size_t> rejected_records;
};

/// One typed row of an observation file, before releases and tables are put together. Values are in base units.
struct ObservationRow {
    std::string table;
    std::string release;
    Timestamp known_at;
    bool complete{false};
    SeriesKey key;
    Period period;
    std::optional<double> value;
    std::optional<Interval> bounds;
    Flag flags{Flag::none};
    SourceText source;
    std::uint32_t line{};
};

/// A row that cannot stand beside the others; `reason` is from the closed set of feed rejections.
struct RowConflict {
    std::uint32_t line{};
    std::string reason;  ///< duplicate, conflicting_duplicate, release_mismatch or series_in_two_tables
    std::string detail;
    std::string table;
    std::string release;
};

struct Assembly {
    FeedContents contents;
    std::vector<RowConflict> conflicts;
    std::size_t accepted{};
};

/// Orders rows into tables, releases and series. The result does not depend on the order of the rows: rows that
/// contradict each other are all left out and reported. Releases named in `damaged` (table, release -> reason) lose
/// their completeness; the key ("", "") damages every release.
[[nodiscard]] Assembly assemble(std::vector<ObservationRow> rows,
                                const std::map<std::pair<std::string, std::string>, std::string>& damaged);

}  // namespace entangled
