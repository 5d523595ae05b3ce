#include "daemon/config/configuration.hpp"

#include <fmt/format.h>

#include "daemon/config/alert_section.hpp"
#include "daemon/config/code_section.hpp"
#include "daemon/config/document.hpp"
#include "daemon/config/feed_section.hpp"
#include "daemon/config/process_sections.hpp"
#include "daemon/config/reading_section.hpp"

namespace entangled {
namespace {

std::shared_ptr<const Plan> read_plan(TableReader& root, const Document& document, const Configuration& configuration)
{
    Problems& problems = root.problems();
    auto plan = std::make_shared<Plan>();
    plan->interval = configuration.interval;
    plan->series_limit = configuration.series_limit;
    const std::size_t before_codes = problems.error_count();
    plan->codes = read_codes(root);
    // Without sound code books everything that names a code would seem wrong.
    const bool codes_sound = problems.error_count() == before_codes;
    const RosterRule roster = read_blocs(root);
    const auto declared = read_readings(root, codes_sound ? plan->codes : CodeBook{});
    if (document.complete && codes_sound) plan->readings = plan_declared(declared, {plan->codes, roster}, problems);
    const auto feeds = feed_ids(root);
    plan->alerts = read_alerts(root, {declared, feeds, document.complete});
    return plan;
}

}  // namespace

std::string to_string(const ConfigError& error)
{
    if (error.line == 0) return fmt::format("{}: {}", error.file, error.message);
    return fmt::format("{}:{}:{}: {}", error.file, error.line, error.column, error.message);
}

LoadedConfiguration load_configuration(const std::string& path)
{
    Problems problems;
    const Document document = read_document(path, problems);
    TableReader root(document.root, "", problems);
    LoadedConfiguration loaded;
    read_process_sections(root, loaded.configuration);
    loaded.configuration.feeds = read_feeds(root);
    loaded.configuration.plan = read_plan(root, document, loaded.configuration);
    static_cast<void>(root.node("include"));  // it is gone from the root, but a slip in its name gets a hint
    root.finish("section");
    if (problems.error_count() == 0 && loaded.configuration.plan->readings.empty()) {
        problems.warning({}, "no [[reading]] is configured, so nothing is measured");
    }
    loaded.errors = problems.errors();
    loaded.warnings = problems.warnings();
    return loaded;
}

}  // namespace entangled
