/* Stands in for acsgate.exe where a test needs one that goes wrong. Compiled with -DANSWER=... */
#include <windows.h>

#include <stdio.h>

int wmain(void) { ANSWER; }
