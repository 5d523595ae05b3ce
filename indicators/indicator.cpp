#include "indicators/indicator.hpp"

#include <fmt/format.h>
#include <array>
#include <stdexcept>

namespace entangled {

#define ENTANGLED_INDICATOR(group, kind) extern const IndicatorKind kind##_kind;
#include "indicators/registry.def"
#undef ENTANGLED_INDICATOR

namespace {

constexpr auto kinds = std::to_array<const IndicatorKind*>({
#define ENTANGLED_INDICATOR(group, kind) &kind##_kind,
#include "indicators/registry.def"
#undef ENTANGLED_INDICATOR
});

template <class T>
const T* get(const std::map<std::string, ParameterValue, std::less<>>& values, std::string_view name)
{
    const auto found = values.find(name);
    return found == values.end() ? nullptr : std::get_if<T>(&found->second);
}

struct CanonicalText {
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(double number) const { return fmt::format("{}", number); }
    std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(const std::vector<std::string>& list) const
    {
        return fmt::format("[{}]", fmt::join(list, ","));
    }
};

}  // namespace

std::span<const IndicatorKind* const> indicator_kinds() noexcept { return kinds; }

const IndicatorKind* find_indicator_kind(std::string_view name) noexcept
{
    for (const IndicatorKind* kind : kinds) {
        if (kind->name == name) return kind;
    }
    return nullptr;
}

std::string Parameters::text(std::string_view name) const
{
    const auto* value = get<std::string>(values_, name);
    return value ? *value : std::string{};
}

std::optional<double> Parameters::number(std::string_view name) const
{
    if (const auto* value = get<double>(values_, name)) return *value;
    if (const auto* value = get<std::int64_t>(values_, name)) return static_cast<double>(*value);
    return std::nullopt;
}

std::optional<std::int64_t> Parameters::integer(std::string_view name) const
{
    const auto* value = get<std::int64_t>(values_, name);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<bool> Parameters::flag(std::string_view name) const
{
    const auto* value = get<bool>(values_, name);
    return value ? std::optional(*value) : std::nullopt;
}

std::vector<std::string> Parameters::list(std::string_view name) const
{
    const auto* value = get<std::vector<std::string>>(values_, name);
    return value ? *value : std::vector<std::string>{};
}

std::string Parameters::canonical() const
{
    std::string text;
    for (const auto& [name, value] : values_) text += fmt::format("{}={};", name, std::visit(CanonicalText{}, value));
    return text;
}

void throw_exception_from_error(const ParameterError& error, const boost::source_location& where)
{
    throw std::logic_error(fmt::format("{}:{}: value of a failed result: {}: {}", where.file_name(), where.line(),
                                       error.parameter, error.detail));
}

}  // namespace entangled
