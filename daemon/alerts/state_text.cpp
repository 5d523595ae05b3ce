#include "daemon/alerts/state_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <limits>

namespace entangled {
namespace {

namespace json = boost::json;

constexpr std::int64_t version = 1;

void put_time(json::object& object, std::string_view name, const std::optional<Timestamp>& time)
{
    if (time) object[name] = static_cast<std::int64_t>(time->time_since_epoch().count());
}

json::object to_object(const AlertKey& key, const AlertInstance& instance)
{
    json::object object;
    object["alert"] = key.alert;
    object["instance"] = key.instance;
    object["phase"] = to_string(instance.phase);
    object["held_phase"] = to_string(instance.held_phase);
    put_time(object, "since", instance.since);
    put_time(object, "held_since", instance.held_since);
    put_time(object, "beyond_since", instance.beyond_since);
    put_time(object, "inside_since", instance.inside_since);
    put_time(object, "cleared_at", instance.cleared_at);
    object["releases_beyond"] = instance.releases_beyond;
    if (instance.last_period) object["last_period"] = format_period(*instance.last_period);
    // As text: Boost.JSON 1.81 reads one decimal in four an ulp off.
    if (instance.last_value) object["last_value"] = fmt::format("{}", *instance.last_value);
    object["armed"] = instance.armed;
    object["seen_ok"] = instance.seen_ok;
    return object;
}

/// Reads members of one object; remembers the first that is missing or wrong.
class Members {
  public:
    Members(const json::object& object, std::string where) : object_(&object), where_(std::move(where)) {}

    [[nodiscard]] const std::string& error() const noexcept { return error_; }

    std::string text(std::string_view name)
    {
        const auto* value = required(name);
        if (value == nullptr) return {};
        if (const auto* text = value->if_string()) return {text->data(), text->size()};
        return fail<std::string>(name, "is not a text");
    }

    bool flag(std::string_view name)
    {
        const auto* value = required(name);
        if (value == nullptr) return false;
        if (const auto* flag = value->if_bool()) return *flag;
        return fail<bool>(name, "is not true or false");
    }

    std::uint32_t count(std::string_view name)
    {
        const auto* value = required(name);
        if (value == nullptr) return 0;
        const auto* number = value->if_int64();
        if (number != nullptr && *number >= 0 && *number <= std::numeric_limits<std::uint32_t>::max()) {
            return static_cast<std::uint32_t>(*number);
        }
        return fail<std::uint32_t>(name, "is not a count");
    }

    AlertPhase phase(std::string_view name)
    {
        const auto phase = parse_alert_phase(text(name));
        return phase ? *phase : fail<AlertPhase>(name, "is not a phase");
    }

    std::optional<Timestamp> time(std::string_view name)
    {
        const auto* value = object_->if_contains(name);
        if (value == nullptr) return std::nullopt;
        const auto* number = value->if_int64();
        if (number == nullptr) return fail<std::optional<Timestamp>>(name, "is not a time in whole milliseconds");
        const Timestamp time{Duration{*number}};
        // Beyond these years differences of times would overflow.
        if (std::abs(static_cast<double>(*number)) > 2.6e14) {
            return fail<std::optional<Timestamp>>(name, "is outside the calendar");
        }
        return time;
    }

    std::optional<Period> period(std::string_view name)
    {
        if (!object_->contains(name)) return std::nullopt;
        const auto period = parse_period(text(name));
        return period ? period : fail<std::optional<Period>>(name, "is not a period");
    }

    std::optional<double> number(std::string_view name)
    {
        if (!object_->contains(name)) return std::nullopt;
        const std::string digits = text(name);
        double number = 0.0;
        const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        const bool whole = code == std::errc{} && end == digits.data() + digits.size();
        if (whole && std::isfinite(number)) return number;
        return fail<std::optional<double>>(name, "is not a number in quotes");
    }

  private:
    const json::object* object_;
    std::string where_;
    std::string error_;

    const json::value* required(std::string_view name)
    {
        const auto* value = object_->if_contains(name);
        if (value == nullptr && error_.empty()) error_ = fmt::format("{}.{} is missing", where_, name);
        return value;
    }

    template <class T>
    T fail(std::string_view name, std::string_view what)
    {
        if (error_.empty()) error_ = fmt::format("{}.{} {}", where_, name, what);
        return T{};
    }
};

Error bad(std::string_view name, std::string_view what) { return {Errc::bad_value, fmt::format("{}: {}", name, what)}; }

std::string line_and_column(std::string_view text, std::size_t place)
{
    const std::string_view before = text.substr(0, place);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n');
    const std::size_t column = start == std::string_view::npos ? place : place - start - 1;
    return fmt::format("{}:{}", lines + 1, column + 1);
}

Result<json::value> parse(std::string_view text, std::string_view name)
{
    json::parse_options options;
    options.allow_invalid_utf8 = true;
    json::parser parser(json::storage_ptr{}, options);
    boost::system::error_code failed;
    const std::size_t place = parser.write(json::string_view(text.data(), text.size()), failed);
    if (failed) return bad(fmt::format("{}:{}", name, line_and_column(text, place)), failed.message());
    return parser.release();
}

AlertInstance read_instance(Members& members)
{
    AlertInstance instance;
    instance.phase = members.phase("phase");
    instance.held_phase = members.phase("held_phase");
    instance.since = members.time("since");
    instance.held_since = members.time("held_since");
    instance.beyond_since = members.time("beyond_since");
    instance.inside_since = members.time("inside_since");
    instance.cleared_at = members.time("cleared_at");
    instance.releases_beyond = members.count("releases_beyond");
    instance.last_period = members.period("last_period");
    instance.last_value = members.number("last_value");
    instance.armed = members.flag("armed");
    instance.seen_ok = members.flag("seen_ok");
    return instance;
}

std::string read_into(AlertStates& states, const json::value& item, std::size_t place)
{
    const std::string where = fmt::format("alerts[{}]", place);
    const auto* object = item.if_object();
    if (object == nullptr) return where + " is not an object";
    Members members(*object, where);
    AlertKey key{members.text("alert"), members.text("instance")};
    const AlertInstance instance = read_instance(members);
    if (!members.error().empty()) return members.error();
    const bool nested = instance.held_phase == AlertPhase::held || instance.held_phase == AlertPhase::unknown;
    if (nested) return where + ".held_phase is not a phase to return to";
    if (!states.emplace(std::move(key), instance).second) return where + " stands there twice";
    return {};
}

}  // namespace

std::string to_json(const AlertStates& states)
{
    std::string text = fmt::format("{{\"version\":{},\"alerts\":[", version);
    std::string_view separator = "\n";
    for (const auto& [key, instance] : states) {
        text += separator;
        text += json::serialize(to_object(key, instance));
        separator = ",\n";
    }
    text += "\n]}";
    return text;
}

Result<AlertStates> from_json(std::string_view text, std::string_view name)
{
    const auto parsed = parse(text, name);
    if (!parsed) return parsed.error();
    const auto* root = parsed->if_object();
    if (root == nullptr) return bad(name, "is not an object");
    const auto* number = root->if_contains("version");
    if (number == nullptr || number->if_int64() == nullptr || *number->if_int64() != version) {
        return bad(name, fmt::format("version is not {}", version));
    }
    const auto* alerts = root->if_contains("alerts");
    if (alerts == nullptr || alerts->if_array() == nullptr) return bad(name, "alerts is not a list");
    AlertStates states;
    std::size_t place = 0;
    for (const auto& item : alerts->get_array()) {
        const std::string wrong = read_into(states, item, place++);
        if (!wrong.empty()) return bad(name, wrong);
    }
    return states;
}

}  // namespace entangled
