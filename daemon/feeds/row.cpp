#include "daemon/feeds/row.hpp"

#include <fast_float/fast_float.h>
#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace entangled {
namespace {

bool is_organisation(std::string_view text)
{
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return text.size() >= 2 && text.size() <= 5 && std::all_of(text.begin(), text.end(), capital);
}

template <class Each>
void for_each_part(std::string_view set, Each each)
{
    for (std::size_t start = 0; start <= set.size();) {
        const std::size_t end = std::min(set.find(';', start), set.size());
        each(set.substr(start, end - start));
        start = end + 1;
    }
}

}  // namespace

FeedRow::FeedRow(const FeedSpec& spec, const CodeBook& codes, const FeedColumns& columns, const CsvRecord& record,
                 bool hints)
    : spec_(spec),
      codes_(codes),
      record_(record),
      hints_(hints),
      fault_(record.fault),
      other_faults_(record.fault ? 1 : 0)
{
    if (fault_) return;
    for (const auto& column : columns.all()) {
        if (column.required && text(column).empty()) {
            fail(RejectReason::missing_value, column, fmt::format("{} is empty and every row needs one", column.name));
        }
    }
}

bool FeedRow::intact(const FeedColumn& column) const noexcept
{
    if (column.constant || !column.index) return true;
    return *column.index < record_.fields.size() && record_.fields[*column.index].intact;
}

void FeedRow::fail(RejectReason reason, const FeedColumn& column, std::string detail)
{
    if (reason != RejectReason::unknown_economy) ++other_faults_;
    if (fault_) return;
    fault_ = Rejection{reason, record_.line, 1, std::move(detail)};
    if (column.index && *column.index < record_.fields.size()) {
        fault_->line = record_.fields[*column.index].line;
        fault_->column = record_.fields[*column.index].column;
    }
}

std::string_view FeedRow::mapped(const FeedColumn& column, std::string_view text) const
{
    if (!column.mapping) return text;
    const auto found = column.mapping->find(std::string{text});
    return found == column.mapping->end() ? text : std::string_view{found->second};
}

std::string_view FeedRow::text(const FeedColumn& column) const
{
    if (column.constant) return *column.constant;
    if (!column.index || *column.index >= record_.fields.size()) return {};
    return mapped(column, record_.fields[*column.index].text);
}

std::string FeedRow::name(const FeedColumn& column)
{
    const std::string_view raw = text(column);
    if (raw.find_first_of("\r\n") != std::string_view::npos) {
        fail(RejectReason::control_character, column,
             fmt::format("{} {} has a line end in it", column.name, shown(raw)));
        return {};
    }
    return std::string{raw};
}

std::string FeedRow::name_of(const FeedColumn& column, RejectReason reason, const std::vector<std::string_view>& known)
{
    const std::string_view raw = text(column);
    if (std::find(known.begin(), known.end(), raw) != known.end()) return std::string{raw};
    const std::string near = did_you_mean(raw, known);
    fail(reason, column,
         fmt::format("{} {} is not known{}", column.name, shown(raw),
                     near.empty() ? fmt::format("; known are {}", fmt::join(known, ", ")) : near));
    return {};
}

std::string FeedRow::good(const FeedColumn& column)
{
    const std::string_view raw = text(column);
    if (codes_.goods.contains(raw)) return std::string{raw};
    fail(RejectReason::unknown_good, column,
         fmt::format("good {} is not in the list of goods{}", shown(raw), hint(raw, codes_.goods)));
    return {};
}

std::string FeedRow::definition(const FeedColumn& column)
{
    const std::string_view raw = text(column);
    if (codes_.definition(raw) != nullptr) return std::string{raw};
    fail(RejectReason::unknown_definition, column,
         fmt::format("definition {} is not in the list of definitions{}", shown(raw), hint(raw, codes_.definitions)));
    return {};
}

std::string FeedRow::unknown_economy(const FeedColumn& column, std::string_view text) const
{
    return fmt::format("{} {} is no known economy{}; give its code in mappings.{}", column.name, shown(text),
                       hint(text, codes_.economy_of), column.name);
}

std::string FeedRow::economy(const FeedColumn& column)
{
    const std::string_view raw = text(column);
    if (raw.empty()) return {};
    if (auto code = codes_.economy(raw)) return *std::move(code);
    fail(RejectReason::unknown_economy, column, unknown_economy(column, raw));
    return {};
}

std::vector<std::string> FeedRow::economies(const FeedColumn& column, bool organisations)
{
    std::vector<std::string> codes;
    for_each_part(text(column), [&](std::string_view part) {
        const std::string_view raw = mapped(column, part);
        if (auto code = codes_.economy(raw)) {
            codes.push_back(*std::move(code));
        } else if (organisations && is_organisation(raw)) {
            codes.emplace_back(raw);
        } else {
            fail(RejectReason::unknown_economy, column, unknown_economy(column, raw));
        }
    });
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

std::optional<double> FeedRow::number(const FeedColumn& column)
{
    const std::string_view raw = text(column);
    if (raw.empty() || std::find(spec_.missing.begin(), spec_.missing.end(), raw) != spec_.missing.end()) return {};
    double value = 0.0;
    const char* const end = raw.data() + raw.size();
    const auto read = fast_float::from_chars(raw.data(), end, value);
    if (read.ec == std::errc{} && read.ptr == end && std::isfinite(value)) return value + 0.0;  // -0 becomes 0
    fail(RejectReason::bad_number, column,
         fmt::format("{} {} is no finite decimal number (digits, a point as decimal mark, no separators)", column.name,
                     shown(raw)));
    return {};
}

std::optional<Date> FeedRow::date(const FeedColumn& column)
{
    const std::string_view raw = text(column);
    if (raw.empty()) return {};
    if (const auto day = parse_date(raw)) return day;
    fail(RejectReason::bad_date, column, fmt::format("{} {} is no day; write YYYY-MM-DD", column.name, shown(raw)));
    return {};
}

Timestamp FeedRow::start_of_day(const FeedColumn& column) { return Timestamp{date(column).value_or(Date{})}; }

std::optional<Period> FeedRow::period(const FeedColumn& column)
{
    const std::string_view raw = text(column);
    const auto period = parse_period(raw);
    if (!period) {
        fail(RejectReason::bad_period, column,
             fmt::format("{} {} is no period; write 2024, 2024-Q3, 2025-FQ1, 2024-07, 2021-2024 (average) or "
                         "2024-01/2024-10",
                         column.name, shown(raw)));
    }
    return period;
}

bool FeedRow::yes(const FeedColumn& column)
{
    const std::string_view raw = text(column);
    if (raw != "yes" && raw != "no" && !raw.empty()) {
        fail(RejectReason::unknown_word, column, fmt::format("{} {} is neither yes nor no", column.name, shown(raw)));
    }
    return raw == "yes";
}

Flag FeedRow::flags(const FeedColumn& column)
{
    Flag flags = Flag::none;
    const std::string_view raw = text(column);
    if (raw.empty()) return flags;
    for_each_part(raw, [&](std::string_view part) {
        const std::string_view word = mapped(column, part);
        if (const auto flag = parse_flag(word)) {
            flags = flags | *flag;
        } else if (!word.empty()) {
            fail(
                RejectReason::unknown_flag, column,
                fmt::format("flag {} is not known; known are estimate, bound, forecast, withheld, net_exporter, quota, "
                            "date_assumed, other",
                            shown(word)));
        }
    });
    return flags;
}

}  // namespace entangled
