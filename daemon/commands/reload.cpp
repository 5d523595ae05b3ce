#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>

#include "daemon/commands/commands.hpp"
#include "daemon/config/configuration.hpp"
#include "daemon/process/control_socket.hpp"

namespace entangled {
namespace {

// Where the unit tells the service to listen, whatever the state folder of the configuration.
constexpr const char* service_socket = "/run/entangled/control.sock";

// A broken configuration is the daemon's to report; here it is only asked where the daemon is.
std::string socket_of(const std::string& config_file)
{
    if (config_file == default_config && ::access(service_socket, F_OK) == 0) return service_socket;
    const LoadedConfiguration loaded = load_configuration(config_file);
    if (loaded.configuration.state_directory.empty()) return {};
    return loaded.configuration.state_directory + "/control.sock";
}

}  // namespace

int reload(const std::string& config_file, const std::string& control_socket)
{
    const std::string path = control_socket.empty() ? socket_of(config_file) : control_socket;
    if (path.empty()) {
        fmt::print(stderr, "{} names no state directory; give --control.socket\n", config_file);
        return exit_usage;
    }
    const auto answer = send_command(path, "reload");
    if (!answer) {
        fmt::print(stderr, "{}\n", answer.error().detail);
        return exit_failure;
    }
    const bool accepted = answer->rfind("ok\n", 0) == 0;
    const auto text = answer->substr(std::min(answer->size(), answer->find('\n') + 1));
    fmt::print(accepted ? stdout : stderr, "{}{}", accepted ? "reloaded: " : "refused, the old plan stays in force:\n",
               text);
    return accepted ? exit_ok : exit_usage;
}

}  // namespace entangled
