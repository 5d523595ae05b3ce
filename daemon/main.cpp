#include <cstdio>
#include <exception>

#include "daemon/commands/commands.hpp"

int main(int argc, char** argv)
{
    try {
        return entangled::run_command_line(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "entangled: %s\n", error.what());
        return 1;
    }
}
