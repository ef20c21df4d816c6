// In place of d3-delaunay: the region of each point in which it is the nearest of all.
//
// Vega asks for these cells where the mark nearest to the pointer counts as pointed at. A chart here
// has some dozens of marks, for which cutting each cell out of the whole directly is quick enough,
// with a fortieth of the code.
export class Delaunay {
  static from(data, x, y) {
    return new Delaunay(Array.from(data, (item) => [x(item), y(item)]));
  }

  constructor(points) {
    this.points = points;
  }

  voronoi([left, top, right, bottom]) {
    const { points } = this;
    const whole = [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ];
    return {
      /** Return the cell of a point as a polygon, or null where it has none. */
      cellPolygon(index) {
        const point = points[index];
        if (!point.every(Number.isFinite)) return null;
        let cell = whole;
        for (let other = 0; other < points.length && cell.length; ++other) {
          const [x, y] = points[other];
          if (other === index || !Number.isFinite(x) || !Number.isFinite(y)) continue;
          // of points in one place the first has the cell
          if (x === point[0] && y === point[1]) cell = other < index ? [] : cell;
          else cell = nearerTo(point, [x, y], cell);
        }
        return cell.length ? cell : null;
      },
    };
  }
}

/** Return the part of a polygon that is nearer to one point than to another. */
function nearerTo([x, y], [otherX, otherY], polygon) {
  const [alongX, alongY] = [otherX - x, otherY - y];
  const middle = (alongX * (x + otherX) + alongY * (y + otherY)) / 2;
  const beyond = ([px, py]) => alongX * px + alongY * py - middle;
  const kept = [];
  polygon.forEach((corner, index) => {
    const next = polygon[(index + 1) % polygon.length];
    const [here, there] = [beyond(corner), beyond(next)];
    if (here <= 0) kept.push(corner);
    if (here * there < 0) {
      const share = here / (here - there);
      kept.push([
        corner[0] + share * (next[0] - corner[0]),
        corner[1] + share * (next[1] - corner[1]),
      ]);
    }
  });
  return kept;
}
