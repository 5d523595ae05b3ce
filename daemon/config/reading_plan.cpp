#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "daemon/config/nearest_name.hpp"
#include "daemon/config/reading_section.hpp"

namespace entangled {
namespace {

using Ids = std::set<std::string, std::less<>>;

bool names_one_of(const Parameters& parameters, std::string_view option, const Ids& ids)
{
    const auto list = parameters.list(option);
    return ids.contains(parameters.text(option)) ||
           std::any_of(list.begin(), list.end(), [&](const std::string& id) { return ids.contains(id); });
}

bool rests_on(const DeclaredReading& reading, const Ids& ids)
{
    if (!reading.kind) return false;
    const auto options = reading.kind->parameters;
    return std::any_of(options.begin(), options.end(),
                       [&](const ParameterSpec& option) { return names_one_of(reading.parameters, option.name, ids); });
}

// Readings that cannot be judged: those that are not sound and all that rest on them.
Ids unjudged_readings(const std::vector<DeclaredReading>& declared)
{
    Ids ids;
    for (const auto& reading : declared) {
        if (!reading.sound) ids.insert(reading.id);
    }
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto& reading : declared) {
            if (!ids.contains(reading.id) && rests_on(reading, ids)) grown = ids.insert(reading.id).second;
        }
    }
    return ids;
}

struct Fault {
    std::string option;  ///< empty if it is the reading as a whole
    std::string value;   ///< the part of the option that the detail names; empty if it names none
    std::size_t item{};  ///< position of that part in a list
};

// The graph speaks of readings, not of options: the option at fault is then the one whose value the detail names.
Fault fault_of(const PlanError& error, const DeclaredReading& reading)
{
    if (!error.parameter.empty()) return {error.parameter, {}, 0};
    for (const auto& option : reading.kind->parameters) {
        auto values = reading.parameters.list(option.name);
        if (values.empty()) values.push_back(reading.parameters.text(option.name));
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool named = !values[i].empty() && error.detail.find(in_quotes(values[i])) != std::string::npos;
            if (named) return {std::string(option.name), values[i], i};
        }
    }
    return {};
}

void report(const PlanError& error, const DeclaredReading& reading, const Ids& ids, Problems& problems)
{
    TableReader reader(*reading.table, "reading " + in_quotes(reading.id), problems);
    const Fault fault = fault_of(error, reading);
    const Place at = fault.option.empty() ? reader.place("id") : reader.item_place(fault.option, fault.item);
    const std::string head = error.parameter.empty() ? "" : fmt::format("'{}': ", error.parameter);
    const bool unknown = !fault.value.empty() && !ids.contains(fault.value);
    const std::vector<std::string_view> names(ids.begin(), ids.end());
    reader.error(at, head + error.detail + (unknown ? near_name_hint(fault.value, names) : ""));
}

// Whether the error only follows from what is wrong with a reading behind this one.
bool follows(const PlanError& error, const DeclaredReading& reading, const Ids& unjudged)
{
    if (error.parameter.empty()) return unjudged.contains(error.reading);
    return names_one_of(reading.parameters, error.parameter, unjudged);
}

}  // namespace

std::vector<PlannedReading> plan_declared(const std::vector<DeclaredReading>& declared, const ConfigureContext& context,
                                          Problems& problems)
{
    const Ids unjudged = unjudged_readings(declared);
    Ids ids;
    std::vector<ReadingSpec> specs;
    for (const auto& reading : declared) {
        ids.insert(reading.id);
        if (reading.sound) specs.push_back({reading.id, reading.kind, reading.parameters});
    }
    auto graph = plan_readings(specs, context);
    for (const auto& error : graph.errors) {
        const auto reading = std::find_if(declared.begin(), declared.end(),
                                          [&](const DeclaredReading& r) { return r.id == error.reading; });
        if (reading != declared.end() && !follows(error, *reading, unjudged)) report(error, *reading, ids, problems);
    }
    return std::move(graph.readings);
}

}  // namespace entangled
