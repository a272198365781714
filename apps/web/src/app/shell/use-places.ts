import { useQuery } from '@tanstack/react-query';
import { userQueries } from '../../features/users/queries';
import { NAVIGATION, type PlaceGroup } from './navigation';

/** The pages that this user may open. */
export function usePlaces(): PlaceGroup[] {
  const session = useQuery(userQueries.session());
  const isAdmin = session.data?.role === 'admin';
  return NAVIGATION.map(({ title, places }) => ({
    title,
    places: places.filter(({ adminOnly = false }) => !adminOnly || isAdmin),
  }));
}
