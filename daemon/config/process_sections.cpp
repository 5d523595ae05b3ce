#include "daemon/config/process_sections.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "daemon/config/listen_address.hpp"
#include "daemon/config/text_file.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 5> log_levels{"trace", "debug", "info", "warn", "error"};
constexpr std::array<std::string_view, 2> log_formats{"text", "json"};

void read_server(TableReader section, Configuration& configuration)
{
    if (const auto text = section.text("listen")) {
        if (const auto listen = parse_listen_address(*text)) {
            configuration.listen_address = listen->address;
            configuration.listen_port = listen->port;
        } else {
            section.error("listen", fmt::format("'listen' must be an address and a port from 0 to 65535 such as "
                                                "\"127.0.0.1:10930\", \"0.0.0.0:10930\" or \"[::1]:10930\", not {}",
                                                in_quotes(*text)));
        }
    }
    if (const auto flag = section.flag("enable_lifecycle")) configuration.enable_lifecycle = *flag;
    section.finish();
}

void read_engine(TableReader section, Configuration& configuration)
{
    if (const auto interval = section.positive_duration("interval")) configuration.interval = *interval;
    if (const auto jitter = section.duration("jitter")) {
        configuration.jitter = *jitter;
        if (*jitter > configuration.interval) section.error("jitter", "'jitter' must not be longer than 'interval'");
    }
    if (const auto limit = section.count("series_limit")) configuration.series_limit = static_cast<std::size_t>(*limit);
    configuration.series_warning = std::min(configuration.series_warning, configuration.series_limit);
    if (const auto warning = section.count("series_warning")) {
        configuration.series_warning = static_cast<std::size_t>(*warning);
        if (configuration.series_warning > configuration.series_limit) {
            section.error("series_warning", fmt::format("'series_warning' ({}) must not be above 'series_limit' ({})",
                                                        *warning, configuration.series_limit));
        }
    }
    section.finish();
}

void read_state(TableReader section, Configuration& configuration)
{
    if (const auto directory = section.name("directory")) {
        const auto& file = section.problems().file(section.place("directory").file);
        configuration.state_directory = absolute_path_beside(file, *directory);
    }
    section.finish();
}

void read_log(TableReader section, Configuration& configuration)
{
    if (const auto level = section.choice("level", log_levels)) configuration.log_level = *level;
    if (const auto format = section.choice("format", log_formats)) configuration.log_format = *format;
    section.finish();
}

}  // namespace

void read_process_sections(TableReader& root, Configuration& configuration)
{
    if (auto section = root.table("server")) read_server(*section, configuration);
    if (auto section = root.table("engine")) read_engine(*section, configuration);
    if (auto section = root.table("state")) read_state(*section, configuration);
    if (auto section = root.table("log")) read_log(*section, configuration);
}

}  // namespace entangled
