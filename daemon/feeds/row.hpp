#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/feeds/columns.hpp"
#include "daemon/feeds/csv.hpp"
#include "daemon/feeds/feed_spec.hpp"
#include "daemon/feeds/wording.hpp"
#include "indicators/core/code_book.hpp"
#include "indicators/core/period.hpp"
#include "indicators/core/time.hpp"

namespace entangled {

/// One record read as the columns of its schema. Every reading function notes the first fault it meets and gives an
/// empty value for it; a row that has a fault is not to be used. Lives no longer than its record.
class FeedRow {
  public:
    /// Without `hints` faults do not look for the nearest known name, which is slow when every row has one.
    FeedRow(const FeedSpec& spec, const CodeBook& codes, const FeedColumns& columns, const CsvRecord& record,
            bool hints);

    [[nodiscard]] std::uint32_t line() const noexcept { return record_.line; }
    [[nodiscard]] const std::optional<Rejection>& fault() const noexcept { return fault_; }
    /// Whether every fault of the row is an economy that is not known.
    [[nodiscard]] bool only_unmapped() const noexcept { return fault_ && other_faults_ == 0; }
    /// Whether the column can be read although the row has faults: it came whole out of the record.
    [[nodiscard]] bool intact(const FeedColumn& column) const noexcept;
    void fail(RejectReason reason, const FeedColumn& column, std::string detail);

    /// The text after constants and mappings; empty if the file does not have the column.
    [[nodiscard]] std::string_view text(const FeedColumn& column) const;
    /// `text` that names something: it has no line ends.
    [[nodiscard]] std::string name(const FeedColumn& column);
    /// `name` that must be one of `known`; the fault names the nearest.
    [[nodiscard]] std::string name_of(const FeedColumn& column, RejectReason reason,
                                      const std::vector<std::string_view>& known);
    [[nodiscard]] std::string good(const FeedColumn& column);
    [[nodiscard]] std::string definition(const FeedColumn& column);
    /// The code of the economy; empty for an empty field.
    [[nodiscard]] std::string economy(const FeedColumn& column);
    /// A `;`-separated set of economies, ordered. Names of 2 to 5 capital letters are kept if `organisations`.
    [[nodiscard]] std::vector<std::string> economies(const FeedColumn& column, bool organisations);
    /// A finite decimal number that fills the whole field; empty for an empty field or one of `FeedSpec::missing`.
    [[nodiscard]] std::optional<double> number(const FeedColumn& column);
    /// Empty for an empty field.
    [[nodiscard]] std::optional<Date> date(const FeedColumn& column);
    /// The start of the day, UTC.
    [[nodiscard]] Timestamp start_of_day(const FeedColumn& column);
    [[nodiscard]] std::optional<Period> period(const FeedColumn& column);
    /// `yes` or `no`; an empty field is no.
    [[nodiscard]] bool yes(const FeedColumn& column);
    [[nodiscard]] Flag flags(const FeedColumn& column);
    [[nodiscard]] const CodeBook& codes() const noexcept { return codes_; }

  private:
    const FeedSpec& spec_;
    const CodeBook& codes_;
    const CsvRecord& record_;
    bool hints_;
    std::optional<Rejection> fault_;
    std::size_t other_faults_{};

    [[nodiscard]] std::string_view mapped(const FeedColumn& column, std::string_view text) const;
    template <class Map>
    [[nodiscard]] std::string hint(std::string_view text, const Map& known) const
    {
        return fault_ || !hints_ ? std::string{} : did_you_mean(text, keys_of(known));
    }
    [[nodiscard]] std::string unknown_economy(const FeedColumn& column, std::string_view text) const;
};

}  // namespace entangled
