#include "indicators/kernels/events/code_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace entangled::kernels {
namespace {

bool is_code(std::string_view code)
{
    return code.size() >= 2 && code.size() <= 4 &&
           std::ranges::all_of(code, [](char digit) { return digit >= '0' && digit <= '9'; });
}

}  // namespace

Result<CodeTable> CodeTable::make(std::vector<CodeEntry> rows)
{
    if (rows.empty()) return Error{Errc::no_data, "code table: no rows"};
    for (const CodeEntry& row : rows) {
        if (!is_code(row.code)) return Error{Errc::bad_value, "code table: '" + row.code + "' is not 2 to 4 digits"};
        if (!std::isfinite(row.weight)) {
            return Error{Errc::bad_value, "code table: the weight of " + row.code + " is not finite"};
        }
    }
    std::ranges::sort(rows, {}, &CodeEntry::code);
    const auto twice = std::ranges::adjacent_find(rows, {}, &CodeEntry::code);
    if (twice != rows.end()) return Error{Errc::bad_value, "code table: " + twice->code + " stands twice"};
    return CodeTable{std::move(rows)};
}

Result<CodeWeight> CodeTable::weight(std::string_view code, CodeFallback fallback) const
{
    if (!is_code(code)) return Error{Errc::bad_value, "code table: '" + std::string{code} + "' is not 2 to 4 digits"};
    struct Step {
        CodeMatch match;
        std::size_t digits;
        bool allowed;
    };
    const std::array steps{Step{CodeMatch::exact, code.size(), true},
                           Step{CodeMatch::base, 3, fallback != CodeFallback::exact && code.size() > 3},
                           Step{CodeMatch::root, 2, fallback == CodeFallback::root && code.size() > 2}};
    for (const Step& step : steps) {
        if (!step.allowed) continue;
        const std::string_view wanted = code.substr(0, step.digits);
        const auto row = std::ranges::lower_bound(rows_, wanted, std::less<std::string_view>{}, &CodeEntry::code);
        if (row != rows_.end() && row->code == wanted) return CodeWeight{row->weight, step.match};
    }
    return Error{Errc::no_data, "code table: no entry for " + std::string{code}};
}

}  // namespace entangled::kernels
