/* The matrix: a filter, collapsed groups and switched axes whose state is the page's address, a crosshair that follows
   pointer and keyboard, and movement from cell to cell. Without this script the table is whole. */

import { startFilter } from "./matrix/filter.js";
import { startKeys } from "./matrix/keys.js";
import { startCrosshair } from "./matrix/place.js";
import { readTable } from "./matrix/table.js";

for (const figure of document.querySelectorAll(".matrix")) {
  const matrix = readTable(figure.querySelector("table"));
  startKeys(figure, matrix);
  startFilter(figure, matrix);
  startCrosshair(figure, matrix);
}
