# Where the machine keeps its configuration: /etc for a prefix of the system, else inside of the prefix.
cmake_policy(VERSION 3.25)
if(CMAKE_INSTALL_PREFIX MATCHES "^/usr(/local)?/?$")
  set(entangled_etc /etc)
else()
  set(entangled_etc "${CMAKE_INSTALL_PREFIX}/etc")
endif()
