#include "daemon/metrics/reference.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "daemon/metrics/family_lines.hpp"
#include "indicators/indicator.hpp"

namespace entangled {

TEST_CASE("the reference names every family once, in order, with a help and without samples")
{
    const auto entries = metrics_reference();
    std::string last;
    for (const ReferenceEntry& entry : entries) {
        const std::string name = sample_name(entry.family);
        CAPTURE(name, last);
        CHECK(last < name);
        CHECK_FALSE(entry.family.help.empty());
        CHECK(entry.family.samples.empty());
        CHECK(entry.family.histograms.empty());
        CHECK(entry.states.empty() == (entry.family.type != MetricType::stateset));
        last = name;
    }
}

TEST_CASE("the reference has the families of every kind, configured or not")
{
    std::set<std::string> kinds;
    for (const ReferenceEntry& entry : metrics_reference()) kinds.insert(entry.kind);
    for (const IndicatorKind* kind : indicator_kinds()) {
        CAPTURE(kind->name);
        CHECK(kinds.contains(std::string{kind->name}));
    }
}

}  // namespace entangled
